const BEARER = /^Bearer +(\S+) *$/i;

/** The token of an `authorization` header or metadata; undefined when it holds none. */
export function bearerToken(header: unknown): string | undefined {
  return typeof header === 'string' ? BEARER.exec(header)?.[1] : undefined;
}
