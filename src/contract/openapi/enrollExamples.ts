import type { TSchema } from 'typebox';
import type { KindContract } from '../shared/primitives.ts';
import type { Json } from './json.ts';

/** For each kind, a body of enroll that a reader of the document may try: the fields whose schemas have an example. */
export function enrollExamples(kinds: readonly KindContract[]): Json {
  return Object.fromEntries(
    kinds.map(({ factorType, provider, enroll }) => [
      `${factorType} ${provider}`,
      { value: { factorType, provider, ...sampleOf(enroll) } },
    ]),
  );
}

function sampleOf(schema: TSchema): Json {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, Sampled>> };
  const members = Object.entries(properties).flatMap(([name, property]): [string, unknown][] => {
    if (property.examples) return [[name, property.examples[0]]];
    const inner = sampleOf(property);
    return Object.keys(inner).length === 0 ? [] : [[name, inner]];
  });
  return Object.fromEntries(members);
}

type Sampled = TSchema & { readonly examples?: readonly unknown[] };
