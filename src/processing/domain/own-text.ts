/** Texts from this length on may be cut out of a larger one, which they keep in memory whole. */
const CUT_LENGTH = 13;

/** A text that is to be kept, with memory of its own. */
export function ownText(text: string): string {
  if (text.length < CUT_LENGTH) return text;
  const own = Buffer.from(text, 'utf8').toString('utf8');
  return own === text ? own : text;
}
