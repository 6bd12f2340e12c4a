import { useEffect, useState } from 'preact/hooks';
import { pipelinePath } from './api.js';
import { clock, html, number } from './html.js';

/** What was set aside: look at one, mend it, try it again, or give it up. */
/** @param {{ api: import('./api.js').Api, pipelines: any[] }} props */
export function Quarantine({ api, pipelines }) {
  const most = pipelines.toSorted((a, b) => b.books.quarantined - a.books.quarantined)[0];
  const [name, setName] = useState(most?.name ?? '');
  const [records, setRecords] = useState(/** @type {any[] | undefined} */ (undefined));
  const [chosen, setChosen] = useState(/** @type {number | undefined} */ (undefined));
  const [changes, setChanges] = useState(0);
  const count = pipelines.find((run) => run.name === name)?.books.quarantined;
  useEffect(() => {
    const leaving = new AbortController();
    api.get(`${pipelinePath(name)}/quarantine?limit=100`, leaving.signal).then(
      (page) => setRecords(page.records),
      () => undefined,
    );
    return () => leaving.abort();
  }, [api, name, count, changes]);
  const done = () => (setChosen(undefined), setChanges(changes + 1));
  return html`<section class="last" aria-labelledby="quarantine-title">
    <h2 id="quarantine-title">Quarantine</h2>
    <div class="bar">
      <label for="pipeline">Pipeline or run</label>
      <select id="pipeline" value=${name} onChange=${(/** @type {any} */ event) => (setName(event.target.value), setChosen(undefined))}>
        ${pipelines.map((run) => html`<option value=${run.name}>${run.name} (${number(run.books.quarantined)})</option>`)}
      </select>
    </div>
    <div class="split">
      ${records && records.length === 0 ? html`<p class="soft">Nothing is waiting here.</p>` : null}
      ${records && records.length > 0 ? html`<${List} records=${records} chosen=${chosen} onChoose=${setChosen} />` : null}
      ${chosen === undefined ? null : html`<${Mend} api=${api} path=${`${pipelinePath(name)}/quarantine/${chosen}`} position=${chosen} onDone=${done} key=${chosen} />`}
    </div>
  </section>`;
}

/** @param {{ records: any[], chosen: number | undefined, onChoose: (position: number) => void }} props */
function List({ records, chosen, onChoose }) {
  return html`<div class="table" tabindex="0" role="group" aria-labelledby="quarantine-title">
    <table>
      <thead>
        <tr>
          <th scope="col" class="number wide">position</th>
          <th scope="col" class="wide">event time (UTC)</th>
          ${['event', 'reason', 'mend'].map((title) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${records.map(
          (one) =>
            html`<tr aria-selected=${String(one.position === chosen)}>
              <td class="number wide">${number(one.position)}</td>
              <td class="wide">${clock(one.time)}</td>
              <td class="text" title=${one.event_id}>${one.event_id ?? '–'}</td>
              <td class="text" title=${one.reason}><code>${one.code}</code> ${one.reason}</td>
              <td><button type="button" aria-label="open ${one.event_id ?? one.position}" onClick=${() => onChoose(one.position)}>open</button></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {{ api: import('./api.js').Api, path: string, position: number, onDone: () => void }} props */
function Mend({ api, path, position, onDone }) {
  const [record, setRecord] = useState(/** @type {any} */ (undefined));
  const [text, setText] = useState('');
  const [told, setTold] = useState({ text: '', kind: '' });
  useEffect(() => {
    api.get(path).then(
      (found) => (setRecord(found), setText(JSON.stringify(found.event, undefined, 2))),
      (error) => setTold({ text: error.message, kind: 'no' }),
    );
  }, [api, path]);
  const original = record && JSON.stringify(record.event, undefined, 2);
  const act = async (/** @type {() => Promise<string>} */ work) => {
    setTold({ text: 'working …', kind: 'soft' });
    try {
      setTold({ text: await work(), kind: 'ok' });
      setTimeout(onDone, 1500);
    } catch (error) {
      setTold({ text: /** @type {Error} */ (error).message, kind: 'no' });
    }
  };
  const retry = () =>
    act(async () => {
      const answer = await api.post(`${path}/retry`, text === original ? undefined : text);
      if (answer.disposition === 'quarantined') throw new Error(`set aside again: ${answer.reason.reason}`);
      return answer.prediction
        ? `predicted: score ${answer.prediction.score.toFixed(3)}, ${answer.prediction.decision ?? ''}`
        : `it is ${answer.disposition ?? 'in the log'}`;
    });
  const drop = () => act(async () => (await api.post(`${path}/drop`), 'given up'));
  return html`<section aria-label="Record ${position}">
    ${record ? html`<p><code>${record.code}</code> ${record.reason}</p>` : null}
    <label for="event">The event, to be mended</label>
    <textarea id="event" spellcheck="false" value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)}></textarea>
    <div class="bar">
      <button type="button" disabled=${!record} onClick=${retry}>${text === original ? 'Try again as it was' : 'Try again as changed'}</button>
      <button type="button" class="plain" disabled=${!record} onClick=${drop}>Give up</button>
    </div>
    <p class=${told.kind} aria-live="polite" data-told>${told.text}</p>
  </section>`;
}
