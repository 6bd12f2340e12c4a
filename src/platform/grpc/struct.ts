/** google.protobuf.Value as proto-loader reads it with `oneofs`; without a kind it says nothing, which is null. */
interface ProtoValue {
  readonly kind?: string;
  readonly numberValue?: number;
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly structValue?: ProtoStruct;
  readonly listValue?: { readonly values?: readonly ProtoValue[] };
}

/** google.protobuf.Struct. */
export interface ProtoStruct {
  readonly fields?: Readonly<Record<string, ProtoValue>>;
}

/** What the same JSON text would have been parsed to: also `__proto__` is a member like any other. */
export function objectOf(struct: ProtoStruct): Record<string, unknown> {
  return Object.fromEntries(Object.entries(struct.fields ?? {}).map(([name, value]) => [name, valueOf(value)]));
}

function valueOf(value: ProtoValue): unknown {
  switch (value.kind) {
    case 'numberValue':
      return value.numberValue;
    case 'stringValue':
      return value.stringValue;
    case 'boolValue':
      return value.boolValue;
    case 'structValue':
      return objectOf(value.structValue ?? {});
    case 'listValue':
      return (value.listValue?.values ?? []).map(valueOf);
    default:
      return null;
  }
}
