/** One `google.rpc` message among the details of a status. */
export interface StatusDetail {
  /** Name of the message: `google.rpc.ErrorInfo`. */
  readonly type: string;
  readonly value: Buffer;
}

/** google.rpc.Status, for `grpc-status-details-bin`. */
export function encodeStatus(code: number, message: string, details: readonly StatusDetail[]): Buffer {
  const any = details.map(({ type, value }) => bytes(3, Buffer.concat([text(1, `type.googleapis.com/${type}`), bytes(2, value)])));
  return Buffer.concat([number(1, code), text(2, message), ...any]);
}

/** google.rpc.ErrorInfo: the reason, who says it, and what else is known. */
export function errorInfo(reason: string, domain: string, metadata: Readonly<Record<string, string>>): StatusDetail {
  const entries = Object.entries(metadata).map(([name, value]) => bytes(3, Buffer.concat([text(1, name), text(2, value)])));
  return { type: 'google.rpc.ErrorInfo', value: Buffer.concat([text(1, reason), text(2, domain), ...entries]) };
}

/** google.rpc.BadRequest: which fields are at fault. */
export function badRequest(violations: readonly { readonly field: string; readonly description: string }[]): StatusDetail {
  const fields = violations.map(({ field, description }) => bytes(1, Buffer.concat([text(1, field), text(2, description)])));
  return { type: 'google.rpc.BadRequest', value: Buffer.concat(fields) };
}

/** google.rpc.RetryInfo: not before so many seconds. */
export function retryInfo(seconds: number): StatusDetail {
  return { type: 'google.rpc.RetryInfo', value: bytes(1, number(1, seconds)) };
}

function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value, 'utf8'));
}

function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(value.length), value]);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

/** @param value below 2^31. */
function varint(value: number): Buffer {
  const out: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...out, rest]);
    out.push((rest & 0x7f) | 0x80);
  }
}
