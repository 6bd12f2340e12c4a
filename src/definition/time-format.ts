import { MillraceError } from './error.js';
import { parseTimeUs } from './time.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** A time is no longer than this: what a pattern can cost is bounded. */
const LONGEST_TEXT = 64;
const MOST_KEPT = 256;

/** What each directive takes of a text. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: String.raw`(?<Y>\d{4})`,
  y: String.raw`(?<y>\d{2})`,
  m: String.raw`(?<m>\d{1,2})`,
  b: '(?<b>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)',
  B: '(?<b>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*',
  d: String.raw`(?<d>\d{1,2})`,
  H: String.raw`(?<H>\d{1,2})`,
  I: String.raw`(?<I>\d{1,2})`,
  M: String.raw`(?<M>\d{1,2})`,
  S: String.raw`(?<S>\d{1,2})(?:[.,](?<f>\d{1,9}))?`,
  p: '(?<p>am|pm)',
  a: '(?:mon|tue|wed|thu|fri|sat|sun)',
  A: '(?:mon|tues|wednes|thurs|fri|satur|sun)day',
  z: String.raw`(?<z>z|[+-]\d{2}:?\d{2})`,
  Z: '(?:utc|gmt|z)',
  '%': '%',
};

const patterns = new Map<string, RegExp>();

/**
 * Microseconds since 1970 UTC of a text of the given form, after C's strptime: %Y %y %m %b %B %d %H %I %M %S %p %a %A %z %Z %%. A text without a
 * zone is UTC; %S takes a fraction too; %y 69 to 99 are of the last century, as in C. Names are English, and letters may be of either case.
 * Errors (poison): `time_malformed`, `time_out_of_range`, `expression_failed` where the form itself is none.
 */
export function strptime(text: string, form: string): number {
  const parts = text.length <= LONGEST_TEXT ? patternOf(form).exec(text)?.groups : undefined;
  if (!parts) throw new MillraceError('time_malformed', 'poison', `the text is no time of the form ${form}`);
  const [year, month, hour] = [yearOf(parts), monthOf(parts), hourOf(parts)];
  const date = `${year}-${month}-${two(parts.d ?? '1')}`;
  const fraction = parts.f === undefined ? '' : `.${parts.f}`;
  return parseTimeUs(`${date}T${hour}:${two(parts.M ?? '0')}:${two(parts.S ?? '0')}${fraction}${zoneOf(parts.z)}`);
}

type Parts = Readonly<Record<string, string | undefined>>;

function yearOf({ Y, y }: Parts): string {
  if (y !== undefined) return (Number(y) >= 69 ? '19' : '20') + y;
  return Y ?? '1970';
}

function monthOf({ m, b }: Parts): string {
  return two(b === undefined ? (m ?? '1') : String(MONTHS.indexOf(b.toLowerCase()) + 1));
}

/** Hours beyond 12 before am or pm are left as they are, and refused as a time. */
function hourOf({ H, I, p }: Parts): string {
  if (I === undefined) return two(H ?? '0');
  const hour = Number(I);
  if (hour < 1 || hour > 12) return '99';
  return two(String((hour % 12) + (p?.toLowerCase() === 'pm' ? 12 : 0)));
}

function zoneOf(z: string | undefined): string {
  if (z === undefined || z.toLowerCase() === 'z') return 'Z';
  return z.includes(':') ? z : `${z.slice(0, 3)}:${z.slice(3)}`;
}

function two(digits: string): string {
  return digits.padStart(2, '0');
}

function patternOf(form: string): RegExp {
  const known = patterns.get(form);
  if (known) return known;
  if (patterns.size >= MOST_KEPT) patterns.clear();
  const pattern = compiled(form);
  patterns.set(form, pattern);
  return pattern;
}

function compiled(form: string): RegExp {
  const source = form.replaceAll(/%(.?)|[^%]/gsu, (text: string, directive: string | undefined) => {
    if (directive === undefined) return text.replace(/[\\^$.*+?()[\]{}|/-]/, String.raw`\$&`);
    const part = Object.hasOwn(DIRECTIVES, directive) ? DIRECTIVES[directive] : undefined;
    if (part !== undefined) return part;
    throw new MillraceError('expression_failed', 'poison', `strptime() does not know %${directive}: there are %${Object.keys(DIRECTIVES).join(' %')}`);
  });
  try {
    return new RegExp(`^${source}$`, 'i');
  } catch (error) {
    throw new MillraceError('expression_failed', 'poison', `strptime() cannot read the form ${form}: a part stands twice`, { cause: error });
  }
}
