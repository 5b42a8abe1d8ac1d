import type { TSchema } from 'typebox';

/** A JSON Schema as TypeBox makes them; every member is looked at through this. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
}

/** A name for a schema that has one; undefined: spell it out. */
export type NameOf = (schema: TSchema) => string | undefined;

/** Requests may say `undefined` for what they leave out; replies never do. */
export type Direction = 'request' | 'reply';

/** A schema as a TypeScript type. */
export function typeText(schema: TSchema, direction: Direction, nameOf: NameOf): string {
  return nameOf(schema) ?? spelledOut(schema as Schema, direction, nameOf);
}

/** The schema spelled out, without a reference to its name: for the place that defines the name. */
export function spelledOut(schema: Schema, direction: Direction, nameOf: NameOf): string {
  const text = (part: Schema) => typeText(part as TSchema, direction, nameOf);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(text).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `(${text(schema.items ?? {})})[]`;
    case 'object':
      return objectText(schema, direction, text);
    case undefined:
      return 'unknown';
    default:
      throw new Error(`there is no TypeScript for ${JSON.stringify(schema)}`);
  }
}

function objectText(schema: Schema, direction: Direction, text: (part: Schema) => string): string {
  const { properties = {}, required = [], patternProperties, additionalProperties } = schema;
  const members = Object.entries(properties).map(([name, property]) => {
    const optional = required.includes(name) ? '' : '?';
    const type = text(property);
    const orUndefined = optional && direction === 'request' && type !== 'unknown' ? ' | undefined' : '';
    return `${comment(property.description)}${JSON.stringify(name)}${optional}: ${type}${orUndefined};`;
  });
  const others = Object.values(patternProperties ?? {})[0] ?? additionalProperties;
  const index = typeof others === 'object' ? `{ [name: string]: ${text(others)} }` : undefined;
  if (members.length === 0)
    return index ?? (direction === 'reply' ? 'Record<string, unknown>' : 'Record<never, never>');
  const named = `{\n${members.join('\n')}\n}`;
  return index ? `${named} & { [name: string]: unknown }` : named;
}

/** Without what refers to our own notes. */
function comment(text = ''): string {
  const said = text.replace(/\s*\(facts? [^)]*\)/g, '').replaceAll('*/', '*\\/');
  return said ? `/** ${said} */\n` : '';
}
