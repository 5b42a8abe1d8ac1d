import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';

const contract = join(import.meta.dirname, '../../src/contract');

/** Schemas the client has its own, closer types for. */
const byHand: Readonly<Record<string, string>> = {
  FactorResource: 'Factor',
  VerifyReply: 'VerifyReply',
  EnrollRequest: 'EnrollRequest',
};
/** Too small, or too wide, to be worth a name. */
const nameless = new Set(['Anything', 'PassCodeAnswer', 'SecurityKeyEnroll', 'TotpProfile']);

/** Names the client's types have, by the JSON of their schemas: the same shape is the same type. */
export interface NamedSchemas {
  /** Imported from `factors.ts`. */
  readonly byHand: ReadonlyMap<string, string>;
  readonly generated: ReadonlyMap<string, { readonly name: string; readonly schema: TSchema }>;
}

export const keyOf = (schema: TSchema): string => JSON.stringify(schema);

/** Every schema the contract exports is named after its export, every other one a `getX` replies with is an `X`. */
export async function namedSchemas(): Promise<NamedSchemas> {
  const hand = new Map<string, string>();
  const generated = new Map<string, { readonly name: string; readonly schema: TSchema }>();
  const spelled = new Set<string>();
  const add = (name: string, schema: TSchema) => {
    const key = keyOf(schema);
    if (!hand.has(key) && !generated.has(key) && !spelled.has(key)) generated.set(key, { name, schema });
  };
  const modules = await Promise.all(
    globSync('*/*.ts', { cwd: contract, exclude: ['openapi'] })
      .sort()
      .map((file) => import(join(contract, file)) as Promise<Record<string, unknown>>),
  );
  const exported = modules.flatMap((module) => Object.entries(module)).filter(isNamed);
  for (const [name, schema] of exported) {
    if (byHand[name]) hand.set(keyOf(schema), byHand[name]);
    if (nameless.has(name)) spelled.add(keyOf(schema));
  }
  for (const [name, schema] of exported) add(name.replace(/Resource$/, ''), schema);
  for (const [id, { reply }] of Object.entries(operations) as [string, Operation][]) {
    const name = /^get([A-Z].*)$/.exec(id)?.[1];
    if (name && isNamed([name, reply])) add(name, reply);
  }
  return { byHand: hand, generated };
}

/** Objects with members of their own, and the vocabularies. */
function isNamed(entry: readonly [string, unknown]): entry is [string, TSchema] {
  const [, value] = entry;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { type, properties, enum: values, patternProperties } = value as Record<string, unknown>;
  const object = type === 'object' && (patternProperties !== undefined || Object.keys(properties ?? {}).length > 0);
  return object || (Array.isArray(values) && Object.hasOwn(value, '~kind'));
}
