import type { TSchema } from 'typebox';
import type { Json } from './json.ts';

/** A schema's place among the components, when it has one. */
export type NameOf = (schema: TSchema) => string | undefined;

/**
 * A TypeBox schema as other tools like JSON Schema best: records by `additionalProperties`, enums with a type, named
 * shapes by reference, and descriptions without what refers to our own notes.
 */
export function plainSchema(schema: TSchema, nameOf: NameOf): Json {
  const name = nameOf(schema);
  return name === undefined ? spelledOut(schema, nameOf) : { $ref: `#/components/schemas/${name}` };
}

/**
 * The schema spelled out, with what `documented` says: the form that an operation judges itself, to say what is wrong field by
 * field as Okta does (E0000001), where the contract's own checks would only call the body not well-formed. Without a reference to
 * its name: for the place that defines the name.
 */
export function spelledOut(schema: TSchema, nameOf: NameOf): Json {
  const plain = (part: unknown) => plainSchema(part as TSchema, nameOf);
  const { patternProperties, documented, ...rest } = schema as unknown as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(rest)) {
    if (keyword === 'properties') result[keyword] = mapped(value as Record<string, unknown>, plain);
    else if (keyword === 'anyOf') result[keyword] = (value as readonly unknown[]).map(plain);
    else if (keyword === 'items') result[keyword] = plain(value);
    else if (keyword === 'additionalProperties') result[keyword] = typeof value === 'object' ? plain(value) : value;
    else if (keyword === 'description') result[keyword] = withoutNotes(value as string);
    else result[keyword] = value;
  }
  if (Array.isArray(rest.enum) && rest.enum.every((value) => typeof value === 'string')) result.type = 'string';
  // A record of TypeBox's: one pattern that every name matches.
  const [values] = Object.values((patternProperties ?? {}) as Record<string, unknown>);
  if (values !== undefined) result.additionalProperties = plain(values);
  return { ...result, ...(documented as Json | undefined) };
}

function mapped(parts: Readonly<Record<string, unknown>>, change: (part: unknown) => Json): Json {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, change(part)]));
}

const withoutNotes = (text: string): string => text.replace(/\s*\(facts? [^)]*\)/g, '');
