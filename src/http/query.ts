import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { fault } from '../domain/values/fault.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Reads query strings as their schema has them; names it does not know are ignored, `True` is true (fact 147). */
export function createDecodeQuery(schema: TSchema): (raw: Raw) => Record<string, unknown> {
  const { properties = {} } = schema as { properties?: Record<string, TSchema & { type?: string }> };
  const known = Object.entries(properties);
  return (raw) => decodeQuery(known, raw);
}

function decodeQuery(known: readonly [string, TSchema & { type?: string }][], raw: Raw): Record<string, unknown> {
  const query: Record<string, unknown> = {};
  for (const [name, property] of known) {
    const given = Array.isArray(raw[name]) ? raw[name].at(-1) : raw[name];
    if (given === undefined) continue;
    const value = convert(property.type, given as string);
    if (!Value.Check(property, value)) {
      const [first] = Value.Errors(property, value);
      throw fault('validation', { subject: name }).because(`${name}: ${first?.message ?? 'is not valid'}`);
    }
    query[name] = value;
  }
  return query;
}

function convert(type: string | undefined, given: string): unknown {
  if (type === 'boolean') return /^true$/i.test(given) ? true : /^false$/i.test(given) ? false : given;
  if (type === 'integer') return /^-?\d{1,15}$/.test(given) ? Number(given) : given;
  return given;
}
