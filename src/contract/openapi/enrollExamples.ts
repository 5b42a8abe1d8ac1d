import type { TSchema } from 'typebox';
import type { KindContract } from '../shared/primitives.ts';
import type { Json } from './json.ts';

/** What a reader of the document may try; a field that has nothing here and need not be sent is left out. */
const samples: Readonly<Record<string, unknown>> = {
  phoneNumber: '+18024482036',
  email: 'jane@example.com',
  question: 'disliked_food',
  answer: 'mayonnaise',
  passCode: 'cccccccccccbdefghijklnrtuvcbdefghijklnrtuvcb',
  factorProfileId: 'fpr00000000000000000',
  lifetimeSeconds: 3600,
};

/** For each kind, a body of enroll that says no more than it must. */
export function enrollExamples(kinds: readonly KindContract[]): Json {
  return Object.fromEntries(
    kinds.map(({ factorType, provider, enroll }) => [
      `${factorType} ${provider}`,
      { value: { factorType, provider, ...sampleOf(enroll) } },
    ]),
  );
}

function sampleOf(schema: TSchema): Json {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, TSchema>> };
  const members = Object.entries(properties).flatMap(([name, property]): [string, unknown][] => {
    if (Object.hasOwn(samples, name)) return [[name, samples[name]]];
    const inner = Object.hasOwn(property, 'properties') ? sampleOf(property) : {};
    return Object.keys(inner).length === 0 ? [] : [[name, inner]];
  });
  return Object.fromEntries(members);
}
