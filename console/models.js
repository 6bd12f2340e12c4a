import { useEffect, useState } from 'preact/hooks';
import { clock, html, number } from './html.js';

/** The models of the registry and who uses which version. */
/** @param {{ api: import('./api.js').Api, pipelines: any[] }} props */
export function Models({ api, pipelines }) {
  const [models, setModels] = useState(/** @type {any[] | undefined} */ (undefined));
  const [fault, setFault] = useState('');
  const used = pipelines.map((run) => run.model?.digest).join(' ');
  useEffect(() => {
    void (async () => {
      try {
        const { models: newest } = await api.get('/v1/registry/models');
        const all = await Promise.all(newest.map((/** @type {any} */ model) => api.get(`/v1/registry/models/${encodeURIComponent(model.name)}`)));
        setModels(all.flatMap((one) => one.versions));
      } catch (error) {
        setFault(/** @type {Error} */ (error).message);
      }
    })();
  }, [api, used]);
  return html`<section class="last" aria-labelledby="models-title">
    <h2 id="models-title">Models</h2>
    ${fault ? html`<p class="no">${fault}</p>` : null}
    ${models && models.length === 0 ? html`<p class="soft">None is registered: <code>millrace models add FILE</code></p>` : null}
    ${models && models.length > 0 ? html`<${Versions} models=${models} pipelines=${pipelines} />` : null}
  </section>`;
}

/** @param {{ models: any[], pipelines: any[] }} props */
function Versions({ models, pipelines }) {
  const usersOf = (/** @type {any} */ model) =>
    pipelines.filter((run) => run.model?.name === model.name && run.model.version === model.version).map((run) => run.name);
  return html`<div class="table" tabindex="0" role="group" aria-labelledby="models-title">
    <table>
      <thead>
        <tr>
          <th scope="col">model</th>
          <th scope="col" class="number">version</th>
          <th scope="col" class="wide">digest (SHA-256)</th>
          <th scope="col" class="number wide">size</th>
          <th scope="col" class="wide">registered (UTC)</th>
          <th scope="col">used by</th>
        </tr>
      </thead>
      <tbody>
        ${models.map((one) => html`<${Version} one=${one} users=${usersOf(one)} />`)}
      </tbody>
    </table>
  </div>`;
}

/** @param {{ one: any, users: string[] }} props */
function Version({ one, users }) {
  return html`<tr>
    <th scope="row">${one.name}</th>
    <td class="number">${one.version}</td>
    <td class="wide"><code title=${one.digest}>${one.digest.slice(0, 16)}</code></td>
    <td class="number wide">${number(one.size_bytes / 1024, 1)} KiB</td>
    <td class="wide">${clock(one.registered_at)}</td>
    <td>${users.join(', ') || '–'}</td>
  </tr>`;
}
