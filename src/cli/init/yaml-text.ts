/** Characters that YAML takes in single quotes; all others are escaped in double ones. */
const PLAIN = /^[\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** A text as a YAML scalar. */
export function quoted(text: string): string {
  if (PLAIN.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}

const COMMENT_COLUMN = 56;

/** A line with a comment behind it, the comments in one column where the lines allow it. */
export function commented(line: string, comment: string | undefined): string {
  return comment === undefined ? line : `${line.padEnd(COMMENT_COLUMN)} # ${comment}`;
}
