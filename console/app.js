import { render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { apiWith } from './api.js';
import { useStatus } from './follow.js';
import { html } from './html.js';
import { Models } from './models.js';
import { Overview } from './overview.js';
import { Quarantine } from './quarantine.js';
import { Runs } from './runs.js';

const VIEWS = [
  { name: 'live', title: 'Live', view: Overview },
  { name: 'quarantine', title: 'Quarantine', view: Quarantine },
  { name: 'runs', title: 'Pipelines and runs', view: Runs },
  { name: 'models', title: 'Models', view: Models },
];

/** The address after `#`: the key, which so never reaches a server's log, and the view. */
function addressNow() {
  const parts = new URLSearchParams(location.hash.slice(1));
  return { key: parts.get('key') ?? '', view: parts.get('view') ?? 'live' };
}

/** @param {{ key: string, view: string }} address */
const hrefOf = ({ key, view }) => `#key=${encodeURIComponent(key)}${view === 'live' ? '' : `&view=${view}`}`;

function App() {
  const [address, setAddress] = useState(addressNow);
  useEffect(() => {
    const change = () => setAddress(addressNow());
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  const { key } = address;
  const api = useMemo(() => (key ? apiWith(key) : undefined), [key]);
  const { status, trouble } = useStatus(api);
  const current = VIEWS.find(({ name }) => name === address.view) ?? VIEWS[0];
  const locked = !api || trouble === 'key';
  return html`
    <header>
      <div>
        <h1><${Logo} />Millrace</h1>
        ${
          locked
            ? null
            : html`<nav aria-label="Views">
                ${VIEWS.map(({ name, title }) => html`<a href=${hrefOf({ key, view: name })} aria-current=${name === current.name ? 'page' : undefined}>${title}</a>`)}
              </nav>`
        }
        <nav aria-label="More"><a href="/docs">API</a></nav>
        <${State} status=${status} trouble=${trouble} locked=${!api} />
      </div>
    </header>
    <main>
      ${locked ? html`<${AskForKey} onKey=${(/** @type {string} */ given) => (location.hash = hrefOf({ ...address, key: given }))} />` : null}
      ${!locked && status ? html`<${current.view} api=${api} pipelines=${status.pipelines} key=${current.name} />` : null}
    </main>
  `;
}

const Logo = () =>
  html`<svg viewBox="0 0 16 16" aria-hidden="true">
    <path d="M1 11c3 0 3-4 6-4s3 4 8 4M1 7c3 0 3-4 6-4" fill="none" stroke="var(--accent)" stroke-width="2" />
  </svg>`;

/** @param {{ status: any, trouble: string | undefined, locked: boolean }} props */
function State({ status, trouble, locked }) {
  const [text, kind] = stateOf(status?.pipelines, trouble, locked);
  return html`<div role="status" class=${kind}>${text}</div>`;
}

/** @param {any[] | undefined} pipelines @param {string | undefined} trouble @param {boolean} locked */
function stateOf(pipelines, trouble, locked) {
  if (locked) return ['no key', ''];
  if (trouble === 'key') return ['that key is not known', 'bad'];
  if (trouble === 'away') return ['not connected, trying again …', 'bad'];
  if (!pipelines) return ['connecting …', ''];
  const lanes = pipelines.filter((run) => run.live);
  if (lanes.length === 0) return ['no pipeline yet', ''];
  return lanes.every((run) => run.lane.state === 'running' && run.books.balanced) ? ['healthy', 'good'] : ['needs a look', 'bad'];
}

/** @param {{ onKey: (key: string) => void }} props */
function AskForKey({ onKey }) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    onKey(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('key')).trim());
  };
  return html`<section aria-labelledby="ask-title">
    <h2 id="ask-title">Key</h2>
    <p id="ask-text">
      Nothing is shown without a key. The start-up prints this page's address with it; it is in the file <code>.millrace/admin.key</code> too.
    </p>
    <form id="key-form" onSubmit=${submit}>
      <label for="key">API key</label><input id="key" name="key" type="password" autocomplete="off" aria-describedby="ask-text" required /><button>Show</button>
    </form>
  </section>`;
}

render(html`<${App} />`, document.body);
