/** Most ways that one text may be tried in. So many take some tens of milliseconds. */
const MAX_STEPS = 10_000_000;
/** Length of a text without `maxLength`: that of the largest event. */
const UNBOUNDED_LENGTH = 1_048_576;
/** A group with alternatives may be repeated so often, if the count is fixed. */
const FEW = 4;

/**
 * Why a regular expression could take too many steps, or undefined where it cannot. JavaScript's engine backtracks: it may try every length of every
 * repetition and every alternative of every group, and begins anew at every place of the text without a `^`. The product of these is the bound; a repetition
 * within a repeated group has none.
 */
export function patternFault(pattern: string, maxLength: number | undefined): string | undefined {
  const length = Math.max(2, maxLength ?? UNBOUNDED_LENGTH);
  const steps = stepsOf(pattern, length);
  if (typeof steps === 'string') return steps;
  if (steps <= MAX_STEPS) return undefined;
  return `could take ${steps.toPrecision(1)} steps over ${length} characters: begin it with ^, repeat less, or say a smaller maxLength`;
}

/** A group that is being read, or was just closed. */
class Group {
  varies = false;
  alternatives = 1;
}

const TOKEN = /\\(?:k<|[1-9])|\\.|\[(?:\\.|[^\]\\])*\]|\(\?<?[=!]|\((?:\?:|\?<\w+>)?|\)|\||(?:[*+?]|\{\d+(?:,\d*)?\})\??|./gsu;

function stepsOf(pattern: string, length: number): number | string {
  const open: Group[] = [];
  let group = new Group();
  let closed: Group | undefined;
  let steps = 1;
  for (const [token] of pattern.matchAll(TOKEN)) {
    if (/^\\(?:k<|[1-9])|^\(\?<?[=!]/.test(token)) return 'must not look around or refer back: the steps of such a match have no bound';
    const [least, most] = counts(token);
    const choices = Math.min(most, length) - least + 1;
    if (closed && most > 1 && (closed.varies || (closed.alternatives > 1 && (choices > 1 || most > FEW)))) {
      return 'must not repeat a group that repeats something itself or has alternatives: the steps of such a match have no bound';
    }
    if (choices > 1) group.varies = true;
    steps *= Math.max(1, choices);
    closed = undefined;
    if (token === '|') group.alternatives += 1;
    else if (token === ')') {
      closed = group;
      group = open.pop() ?? new Group();
      group.varies ||= closed.varies;
      steps *= closed.alternatives;
    } else if (token.startsWith('(')) {
      open.push(group);
      group = new Group();
    }
  }
  const anchored = pattern.startsWith('^') && group.alternatives === 1;
  return steps * group.alternatives * (anchored ? 1 : length);
}

/** Least and most count of a repetition; once for anything else. */
function counts(token: string): readonly [number, number] {
  const sign = token.length > 2 && token.startsWith('{') ? '{' : token[0];
  if (sign === '*') return [0, Infinity];
  if (sign === '+') return [1, Infinity];
  if (sign === '?') return [0, 1];
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(token) ?? [undefined, '1', '', ''];
  return [Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most)];
}
