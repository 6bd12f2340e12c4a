import { useEffect, useRef, useState } from 'preact/hooks';
import { pipelinePath } from './api.js';
import { Clock, clock, html, number, shown } from './html.js';

/** A prediction computed again from the log beside what was stored, with the events behind each feature. */
/** @param {{ api: import('./api.js').Api, run: string, id: string, onClose: () => void }} props */
export function Why({ api, run, id, onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const [found, setFound] = useState(/** @type {any} */ (undefined));
  const [fault, setFault] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    const leaving = new AbortController();
    api.get(`${pipelinePath(run)}/predictions/${id}/why`, leaving.signal).then(setFound, (error) => leaving.signal.aborted || setFault(error.message));
    return () => leaving.abort();
  }, [api, run, id]);
  return html`<dialog ref=${dialog} aria-labelledby="why-title" onClose=${onClose}>
    <h2 id="why-title">Why</h2>
    <div aria-live="polite">
      ${fault ? html`<p class="no">This did not work: ${fault}</p>` : found ? html`<${Comparison} found=${found} />` : html`<p class="soft">computing it again from the log …</p>`}
    </div>
    <form method="dialog"><button autofocus>Close</button></form>
  </dialog>`;
}

/** @param {{ found: any }} props */
function Comparison({ found }) {
  const behind = new Map(found.behind.map((/** @type {any} */ one) => [one.feature, one]));
  return html`
    <p>
      ${found.prediction.event_id}: <b class=${found.equal ? 'ok' : 'no'}>${found.equal ? 'the same again' : 'NOT the same again'}</b>, from
      ${` ${number(found.replayed)}`} records of the log.
    </p>
    <div class="table" tabindex="0" role="group" aria-label="Comparison">
      <table>
        <thead>
          <tr>
            <td></td>
            <th scope="col" class="number">stored</th>
            <th scope="col" class="number">computed again</th>
            <td></td>
            <th scope="col">events behind it</th>
          </tr>
        </thead>
        <tbody>
          <${Line} name="score" one=${found.score} from="the features" />
          <${Line} name="decision" one=${found.decision} from="the score" />
          ${Object.entries(found.features).map(([name, one]) => html`<${Line} name=${name} one=${one} behind=${behind.get(name)} />`)}
        </tbody>
      </table>
    </div>
  `;
}

/** @param {{ name: string, one: any, from?: string, behind?: any }} props */
function Line({ name, one, from = 'the event itself', behind }) {
  const [open, setOpen] = useState(false);
  return html`
    <tr>
      <th scope="row">${name}</th>
      <td class="number">${shown(one.stored)}</td>
      <td class="number">${shown(one.rebuilt)}</td>
      <td class=${one.equal ? 'ok' : 'no'}>${one.equal ? '✓' : '✗'} <span class="word">${one.equal ? 'equal' : 'differs'}</span></td>
      <td>${behind ? html`<${Toggle} behind=${behind} open=${open} onToggle=${() => setOpen(!open)} />` : html`<span class="soft word">${from}</span>`}</td>
    </tr>
    ${
      open
        ? html`<tr class="behind">
            <td class="detail" colspan="5"><${Behind} behind=${behind} /></td>
          </tr>`
        : null
    }
  `;
}

/** @param {{ behind: any, open: boolean, onToggle: () => void }} props */
function Toggle({ behind: { total, feature }, open, onToggle }) {
  if (total === 0) return 'none';
  return html`<button type="button" aria-expanded=${String(open)} aria-label="${number(total)} events behind ${feature}" onClick=${onToggle}>
    ${number(total)}
  </button>`;
}

/** @param {{ behind: any }} props */
function Behind({ behind: { after, until, total, events } }) {
  const newest = total > events.length ? `; the newest ${events.length}` : '';
  return html`<div class="events">
    <p class="soft">after ${clock(after)}, until ${clock(until)}${newest}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">event</th>
          <th scope="col">its time (UTC)</th>
          <th scope="col" class="number">its value</th>
        </tr>
      </thead>
      <tbody>
        ${events.map(
          (/** @type {any} */ event) =>
            html`<tr>
              <td>${event.event_id ?? `position ${event.position}`}</td>
              <td><${Clock} time=${event.time} /></td>
              <td class="number">${event.value === null ? '' : shown(event.value)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
