/** A span as a collector gets it. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first of a trace. */
  readonly parentSpanId: string;
  readonly name: string;
  /** 1: internal, 2: server, 3: client. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** The span says that it failed. */
  readonly failed: boolean;
  /** Attributes of the service. */
  readonly resource: Readonly<Record<string, string | number>>;
}

/** The fields of a message of Protocol Buffers, in their order; numbers of fields are those of `opentelemetry/proto/trace/v1`. */
type Fields = readonly { readonly field: number; readonly value: Buffer | number }[];

function fieldsOf(message: Buffer): Fields {
  const fields: { field: number; value: Buffer | number }[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const bytes = (length: number): Buffer => {
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = varint();
    const wire = key & 7;
    const field = Math.floor(key / 8);
    if (wire === 0) fields.push({ field, value: varint() });
    else if (wire === 2) fields.push({ field, value: bytes(varint()) });
    else if (wire === 1 || wire === 5) fields.push({ field, value: bytes(wire === 1 ? 8 : 4) });
    else throw new Error(`wire type ${wire} is none of Protocol Buffers`);
  }
  return fields;
}

const all = (fields: Fields, field: number): readonly Buffer[] =>
  fields.flatMap((one) => (one.field === field && Buffer.isBuffer(one.value) ? [one.value] : []));
const first = (fields: Fields, field: number): Buffer => all(fields, field)[0] ?? Buffer.alloc(0);
const numberAt = (fields: Fields, field: number): number =>
  fields.map((one) => (one.field === field && typeof one.value === 'number' ? one.value : 0)).find(Boolean) ?? 0;

/** Attributes that are texts or whole numbers; of others the name alone. */
const attributesOf = (entries: readonly Buffer[]): Readonly<Record<string, string | number>> =>
  Object.fromEntries(
    entries.map(fieldsOf).map((entry) => {
      const value = fieldsOf(first(entry, 2));
      const [text] = all(value, 1);
      return [first(entry, 1).toString(), text === undefined ? numberAt(value, 3) : text.toString()];
    }),
  );

/** The spans of a request of OTLP over HTTP in its binary form. */
export function spansOf(body: Buffer): readonly ReceivedSpan[] {
  return all(fieldsOf(body), 1).flatMap((group) => {
    const resource = attributesOf(all(fieldsOf(first(fieldsOf(group), 1)), 1));
    const spans = all(fieldsOf(group), 2).flatMap((scope) => all(fieldsOf(scope), 2));
    return spans.map(fieldsOf).map((span) => ({
      traceId: first(span, 1).toString('hex'),
      spanId: first(span, 2).toString('hex'),
      parentSpanId: first(span, 4).toString('hex'),
      name: first(span, 5).toString(),
      kind: numberAt(span, 6),
      attributes: attributesOf(all(span, 9)),
      failed: numberAt(fieldsOf(first(span, 15)), 3) === 2,
      resource,
    }));
  });
}
