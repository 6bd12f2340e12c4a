import { useRef, useState } from 'preact/hooks';
import { usePredictions } from './follow.js';
import { Clock, html, number, shown } from './html.js';
import { Why } from './why.js';

const SHOWN = 20;
const TREND = 60;

/** What happens now: each live pipeline with its rates and books, and the predictions as they are committed. */
/** @param {{ api: import('./api.js').Api, pipelines: any[] }} props */
export function Overview({ api, pipelines }) {
  const runs = pipelines.filter((run) => run.live || run.lag > 0 || run.events_per_second > 0);
  const predictions = usePredictions(
    api,
    pipelines.filter((run) => run.live && run.predicts).map((run) => run.name),
  );
  const [asked, setAsked] = useState(/** @type {any} */ (undefined));
  return html`
    <div>${runs.map((run) => html`<${Card} run=${run} key=${run.name} />`)}</div>
    ${predictions.length > 0 ? html`<${Predictions} predictions=${predictions.slice(0, SHOWN)} onWhy=${setAsked} />` : null}
    ${asked ? html`<${Why} api=${api} run=${asked.run} id=${asked.id} onClose=${() => setAsked(undefined)} />` : null}
  `;
}

/** @param {{ run: any }} props */
function Card({ run }) {
  const { lane, model, name } = run;
  const about = `${model ? `model ${model.name} v${model.version} · ` : ''}plan ${run.hash.slice(0, 12)}`;
  return html`<section class="run" aria-label=${name}>
    <h2>${name}<small>${about}</small></h2>
    <dl class="tiles">
      <${Tile} label="events/s" value=${number(run.events_per_second, 1)} trend=${run.events_per_second} />
      <${Tile} label="predictions/s" value=${number(run.predictions_per_second, 1)} trend=${run.predictions_per_second} />
      <${Tile} label="p99, arrival to durable" value=${run.p99_ms === null ? '–' : `${number(run.p99_ms, 1)} ms`} />
      <${Tile} label="waiting in the log" value=${number(run.lag)} />
      <${Tile} label="quarantined" value=${number(run.books.quarantined)} kind=${run.books.quarantined ? 'no' : ''} />
      <${Tile} label="lane" value=${lane.state} kind=${lane.state === 'running' ? 'ok' : 'no'} />
    </dl>
    <${Books} run=${run} />
    ${lane.error ? html`<p class="no">${lane.error.message}</p>` : null}
  </section>`;
}

/** @param {{ label: string, value: string, kind?: string, trend?: number }} props */
function Tile({ label, value, kind = '', trend }) {
  const values = useRef(/** @type {number[]} */ ([]));
  if (trend !== undefined) values.current = [...values.current, trend].slice(-TREND);
  return html`<div class="tile">
    <dt>${label}</dt>
    <dd class=${kind}>${value}</dd>
    ${trend === undefined ? null : html`<${Trend} values=${values.current} />`}
  </div>`;
}

/** The last minute of a rate, as a line. */
/** @param {{ values: number[] }} props */
function Trend({ values }) {
  const top = Math.max(...values, 1e-9);
  const points = values.map((one, i) => `${TREND - values.length + i},${19 - (16 * one) / top}`).join(' ');
  return html`<svg viewBox="0 0 ${TREND} 20" preserveAspectRatio="none" aria-hidden="true">
    <polyline points=${points} vector-effect="non-scaling-stroke" />
  </svg>`;
}

/** @param {{ run: any }} props */
export function Books({ run }) {
  const { records, balanced, ...counts } = run.books;
  const refused = Object.values(run.refused).reduce((sum, count) => sum + /** @type {number} */ (count), 0);
  return html`<p class="books">
    <span class="verdict ${balanced ? 'ok' : 'no'}">${balanced ? '✓ books balanced' : '✗ books NOT balanced'}</span>
    <span><b>${number(records)}</b> records</span>
    ${Object.entries(counts).map(
      ([name, count], i) => html`<span class=${count ? '' : 'none'}>${i ? '+' : '='} <b>${number(/** @type {number} */ (count))}</b> ${name}</span>`,
    )}
    ${refused ? html`<span>· ${number(refused)} refused at the door</span>` : null}
  </p>`;
}

/** @param {{ predictions: any[], onWhy: (prediction: any) => void }} props */
function Predictions({ predictions, onWhy }) {
  const [open, setOpen] = useState(/** @type {string | undefined} */ (undefined));
  return html`<section class="last" aria-labelledby="last-title">
    <h2 id="last-title">Last predictions</h2>
    <div class="table" tabindex="0" role="group" aria-labelledby="last-title">
      <table>
        <thead>
          <tr>
            <th scope="col">event time (UTC)</th>
            <th scope="col">event</th>
            <th scope="col" class="wide">key</th>
            <th scope="col" class="number">score</th>
            <th scope="col">decision</th>
            <th scope="col" class="wide">pipeline</th>
            <th scope="col" class="number wide">position</th>
            <th scope="col" class="wide">features</th>
            <th scope="col">why</th>
          </tr>
        </thead>
        <tbody>
          ${predictions.map((one) => html`<${Row} one=${one} open=${open === one.id} onOpen=${setOpen} onWhy=${onWhy} key=${one.id} />`)}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** @param {{ one: any, open: boolean, onOpen: (id: string | undefined) => void, onWhy: (prediction: any) => void }} props */
function Row({ one, open, onOpen, onWhy }) {
  const share = `--share: ${Math.max(0, Math.min(1, one.score)) * 100}%`;
  const event = one.event_id;
  return html`
    <tr class=${one.decision === 'review' ? 'review' : ''}>
      <td><${Clock} time=${one.time} /></td>
      <td class="text" title=${event}>${event}</td>
      <td class="text wide" title=${one.key}>${one.key}</td>
      <td class="number score" style=${share}>${one.score.toFixed(3)}</td>
      <td><span class="decision">${one.decision ?? '–'}</span></td>
      <td class="text wide">${one.run}</td>
      <td class="number wide">${number(one.position)}</td>
      <td class="wide">
        <button
          type="button"
          aria-expanded=${String(open)}
          aria-label="${open ? 'hide' : 'show'} features of ${event}"
          onClick=${() => onOpen(open ? undefined : one.id)}
        >
          ${open ? 'hide' : 'show'}
        </button>
      </td>
      <td><button type="button" aria-label="explain ${event}" onClick=${() => onWhy(one)}>explain</button></td>
    </tr>
    ${
      open
        ? html`<tr>
            <td class="detail" colspan="9"><${Features} features=${one.features} /></td>
          </tr>`
        : null
    }
  `;
}

/** @param {{ features: Record<string, number> }} props */
function Features({ features }) {
  return html`<dl class="features">
    ${Object.entries(features).map(
      ([name, value]) =>
        html`<div>
          <dt title=${name}>${name}</dt>
          <dd>${shown(value)}</dd>
        </div>`,
    )}
  </dl>`;
}
