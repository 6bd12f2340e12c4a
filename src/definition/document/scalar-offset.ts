import { type Node, isScalar } from 'yaml';

/** Offset in the document of character `at` of a scalar's value. Where quotes, escapes and folds make it uncertain, the nearest place before it. */
export function offsetInScalar(text: string, node: Node, at: number): number {
  const [start, end] = node.range ?? [0, 0];
  if (!isScalar(node)) return start;
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') return blockOffset(text, start, end, at);
  if (node.type === 'QUOTE_SINGLE') return quotedOffset(text, start + 1, end, at, "'");
  if (node.type === 'QUOTE_DOUBLE') return quotedOffset(text, start + 1, end, at, '\\');
  return plainOffset(text, start, end, at);
}

/** A line break with what surrounds it is one space of the value. */
function plainOffset(text: string, start: number, end: number, at: number): number {
  let offset = start;
  for (let i = 0; i < at && offset < end; i++) offset += foldLength(text, offset) || 1;
  return Math.min(offset, end);
}

function quotedOffset(text: string, start: number, end: number, at: number, escape: string): number {
  let offset = start;
  for (let i = 0; i < at && offset < end; i++) {
    const escaped = text[offset] === escape && (escape === '\\' || text[offset + 1] === escape);
    offset += escaped ? escapeLength(text[offset + 1]) : foldLength(text, offset) || 1;
  }
  return Math.min(offset, end);
}

function escapeLength(letter: string): number {
  return letter === 'x' ? 4 : letter === 'u' ? 6 : letter === 'U' ? 10 : 2;
}

function foldLength(text: string, offset: number): number {
  const fold = /^[ \t]*\r?\n[ \t]*/.exec(text.slice(offset, offset + 1_000));
  return fold ? fold[0].length : 0;
}

function blockOffset(text: string, start: number, end: number, at: number): number {
  let line = text.indexOf('\n', start) + 1;
  const indent = /^ */.exec(text.slice(line, end))?.[0].length ?? 0;
  let rest = at;
  for (;;) {
    const next = text.indexOf('\n', line);
    const length = (next < 0 || next >= end ? end : next) - line - indent;
    if (rest <= length || next < 0 || next >= end) return Math.min(line + indent + Math.max(0, rest), end);
    rest -= Math.max(0, length) + 1;
    line = next + 1;
  }
}
