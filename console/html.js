import { h } from 'preact';
import htm from 'htm';

/** Markup as templates; whatever is put into one is text, never markup. */
export const html = htm.bind(h);

/** @param {number | null} value @param {number} [digits] */
export const number = (value, digits = 0) => (value === null ? '–' : value.toLocaleString('en-US', { maximumFractionDigits: digits }));

/** `2026-01-01 12:00:00.123` of an RFC 3339 time. @param {string | null} time */
export const clock = (time) => (time === null ? '–' : time.replace('T', ' ').replace('Z', '').slice(0, 23));

/** The same, of which a narrow page shows the time of day. @param {{ time: string | null }} props */
export function Clock({ time }) {
  const [day, ...rest] = clock(time).split(' ');
  return rest.length === 0 ? day : html`<span class="wide">${`${day} `}</span>${rest.join(' ')}`;
}

/** @param {unknown} value */
export const shown = (value) => (typeof value === 'number' ? number(value, 6) : String(value));
