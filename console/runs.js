import { useEffect, useState } from 'preact/hooks';
import { pipelinePath } from './api.js';
import { clock, html, number } from './html.js';
import { Books } from './overview.js';

/** Every pipeline and run: how far it is, its books, what it computes. */
/** @param {{ api: import('./api.js').Api, pipelines: any[] }} props */
export function Runs({ api, pipelines }) {
  return html`<section class="last" aria-labelledby="runs-title">
    <h2 id="runs-title">Pipelines and runs</h2>
    ${pipelines.length === 0 ? html`<p class="soft">None is deployed: <code>millrace deploy FOLDER</code></p>` : null}
    ${pipelines.map((run) => html`<${RunLine} api=${api} run=${run} key=${run.name} />`)}
  </section>`;
}

/** @param {{ api: import('./api.js').Api, run: any }} props */
function RunLine({ api, run }) {
  const [open, setOpen] = useState(false);
  return html`<section class="run" aria-label=${run.name}>
    <h2>${run.name}<small>${run.live ? 'live' : 'run'} · log ${run.source} · plan ${run.hash.slice(0, 12)}</small></h2>
    <div class="bar">
      <progress max=${Math.max(1, run.log_end)} value=${run.position} aria-label="Progress of ${run.name}"></progress>
      <span>${number(run.position)} of ${number(run.log_end)} records, event time ${clock(run.max_event_time)}</span>
      <span class=${run.lane.state === 'running' ? 'ok' : 'no'}>${run.lane.state}</span>
      ${run.model ? html`<span>model ${run.model.name} v${run.model.version}</span>` : html`<span class="soft">features only</span>`}
    </div>
    <${Books} run=${run} />
    ${run.lane.error ? html`<p class="no">${run.lane.error.message}</p>` : null}
    <details onToggle=${(/** @type {any} */ event) => setOpen(event.target.open)}>
      <summary>What it computes</summary>
      ${open ? html`<${PlanView} api=${api} name=${run.name} hash=${run.hash} />` : null}
    </details>
  </section>`;
}

/** @param {{ api: import('./api.js').Api, name: string, hash: string }} props */
function PlanView({ api, name, hash }) {
  const [plan, setPlan] = useState(/** @type {any} */ (undefined));
  useEffect(() => void api.get(`${pipelinePath(name)}/plan`).then(setPlan, () => undefined), [api, name, hash]);
  if (!plan) return html`<p class="soft">reading the plan …</p>`;
  return html`<div class="table" tabindex="0" role="group" aria-label="Features of ${name}">
    <table>
      <thead>
        <tr>
          ${['feature', 'computed from'].map((title) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${plan.vector.map(
          (/** @type {number} */ f) =>
            html`<tr>
              <th scope="row">${plan.features[f].name}</th>
              <td><code>${sourceOf(plan, plan.features[f])}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {any} plan @param {any} feature */
function sourceOf(plan, feature) {
  if (feature.kind === 'event') return feature.expression;
  const group = plan.groups[feature.group];
  const window = group.windows[feature.window];
  const { operation, input } = window.aggregates[feature.aggregate];
  const of = input < 0 ? '' : (group.inputs[input].expression ?? `${group.inputs[input].outcome}.value`);
  return `${operation}(${of}) per ${group.per.join(', ')} over ${window.label}${window.delayUs ? `, ${window.delayUs / 86_400_000_000}d back` : ''}`;
}
