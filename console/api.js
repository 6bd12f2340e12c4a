/** What the server answered instead of what was asked for. */
export class ApiError extends Error {
  /** @param {number} status @param {{ code?: string, detail?: string, title?: string }} problem */
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `the server answered ${status}`);
    this.status = status;
    this.code = problem.code;
  }
}

/** The REST API with a key. @typedef {ReturnType<typeof apiWith>} Api */

/** @param {string} key */
export function apiWith(key) {
  /** @param {string} path @param {RequestInit} [init] */
  async function ask(path, init = {}) {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${key}`);
    const response = await fetch(path, { ...init, headers });
    if (response.ok) return response;
    throw new ApiError(response.status, await response.json().catch(() => ({})));
  }

  return {
    /** @param {string} path @param {AbortSignal} [signal] @returns {Promise<any>} */
    get: async (path, signal) => (await ask(path, signal ? { signal } : {})).json(),
    /** @param {string} path @param {string} [body] JSON @returns {Promise<any>} */
    post: async (path, body) =>
      (await ask(path, { method: 'POST', ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }) })).json(),
    /** The lines of a response for as long as it lasts. @param {string} path @param {AbortSignal} signal @returns {AsyncGenerator<string>} */
    lines: async function* (path, signal) {
      const { body } = await ask(path, { signal });
      if (!body) return;
      const reader = body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ''; ;) {
        const { value, done } = await reader.read();
        if (done) return;
        const lines = (rest + value).split('\n');
        rest = lines.pop() ?? '';
        yield* lines;
      }
    },
  };
}

/** @param {string} name of a pipeline or run */
export const pipelinePath = (name) => `/v1/pipelines/${encodeURIComponent(name)}`;
