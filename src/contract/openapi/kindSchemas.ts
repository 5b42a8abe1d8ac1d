import { Type } from 'typebox';
import { FactorResource } from '../factors/factors.ts';
import { EXTENSION_PROVIDER, type KindContract } from '../shared/primitives.ts';
import { type Json, ours, reference } from './json.ts';
import { type NameOf, plainSchema } from './plainSchema.ts';

/** Names of the schemas below that bodies and replies refer to. */
export const ENROLL = 'EnrollFactorRequest';
export const FACTOR = 'Factor';
export const ANSWER = 'Answer';

/** Schemas of every kind: its enroll request, its factor and its answers. */
export function kindSchemas(kinds: readonly KindContract[], nameOf: NameOf): Json {
  const nameFor = namer(kinds);
  const schemas: Record<string, Json> = {};
  for (const kind of kinds) {
    schemas[`Enroll${nameFor(kind)}`] = enrollSchema(kind, nameOf);
    schemas[`Factor${nameFor(kind)}`] = factorSchema(kind, nameOf);
  }
  const choice = (prefix: 'Enroll' | 'Factor'): Json => {
    const byType = Map.groupBy(kinds, ({ factorType }) => factorType);
    const targets = new Map(
      [...byType].map(([factorType, [first, ...others]]) => {
        if (others.length === 0) return [factorType, `${prefix}${nameFor(first!)}`];
        const group = [first!, ...others];
        const name = `${prefix}${words(factorType)}`;
        schemas[name] = oneOf('provider', new Map(group.map((kind) => [kind.provider, `${prefix}${nameFor(kind)}`])));
        return [factorType, name];
      }),
    );
    return oneOf('factorType', targets);
  };
  schemas[ENROLL] = choice('Enroll');
  schemas[FACTOR] = choice('Factor');
  schemas[ANSWER] = answerSchema(kinds, nameOf);
  return schemas;
}

/** A kind's name: its factor type, with the provider where that is not enough. */
function namer(kinds: readonly KindContract[]): (kind: KindContract) => string {
  const types = Map.groupBy(kinds, ({ factorType }) => factorType);
  return ({ factorType, provider }) =>
    words(factorType) + (types.get(factorType)?.length === 1 ? '' : words(provider.toLowerCase()));
}

/** `token:software:totp` is `TokenSoftwareTotp`. */
const words = (text: string): string =>
  text
    .split(/[:_]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

function oneOf(propertyName: string, targets: ReadonlyMap<string, string>): Json {
  const places = [...targets].map(([value, name]) => [value, `#/components/schemas/${name}`] as const);
  return {
    type: 'object',
    oneOf: places.map(([, $ref]) => ({ $ref })),
    discriminator: { propertyName, mapping: Object.fromEntries(places) },
  };
}

const isOurs = ({ provider }: KindContract): Json => ours(provider === EXTENSION_PROVIDER);

interface ObjectSchema {
  readonly properties?: Json;
  readonly required?: readonly string[];
}

/** Without the fields that only the service sets: they may be sent, and are ignored. */
function enrollSchema(kind: KindContract, nameOf: NameOf): Json {
  const { properties, required = [] } = plainSchema(kind.enroll, nameOf) as ObjectSchema;
  // A provider that is left out is Okta's (fact 226).
  const isDefault = kind.provider === 'OKTA';
  return {
    ...isOurs(kind),
    type: 'object',
    properties: {
      factorType: { type: 'string', const: kind.factorType },
      provider: { type: 'string', const: kind.provider, ...(isDefault && { default: kind.provider }) },
      vendorName: { type: 'string' },
      ...properties,
    },
    required: ['factorType', ...(isDefault ? [] : ['provider']), ...required],
    additionalProperties: false,
  };
}

function factorSchema(kind: KindContract, nameOf: NameOf): Json {
  const { properties, required } = plainSchema(FactorResource, nameOf) as ObjectSchema;
  return {
    ...isOurs(kind),
    type: 'object',
    properties: {
      ...properties,
      factorType: { type: 'string', const: kind.factorType },
      provider: { type: 'string', const: kind.provider },
      profile: plainSchema(kind.profile, nameOf),
      ...(kind.embedded && { _embedded: plainSchema(kind.embedded, nameOf) }),
    },
    required,
  };
}

/**
 * An answer does not say whose it is, the path does: so it is of any of these forms, each of which several kinds
 * share.
 */
function answerSchema(kinds: readonly KindContract[], nameOf: NameOf): Json {
  const answered = kinds.filter(({ answer }) => Object.keys((answer as ObjectSchema).properties ?? {}).length > 0);
  const forms = Map.groupBy(answered, ({ answer }) => JSON.stringify(answer));
  return {
    anyOf: [...forms.values()].map((sharing) => ({
      title: `for ${[...new Set(sharing.map(({ factorType }) => factorType))].join(', ')}`,
      ...plainSchema(sharing[0]?.answer ?? Type.Object({}), nameOf),
    })),
  };
}

/** The body of verify: nothing at all, or only how it is to be, asks for a challenge. */
export const answerOrChallenge = (kinds: readonly KindContract[], nameOf: NameOf): Json => ({
  anyOf: [
    { title: 'asks for a challenge', type: 'object', additionalProperties: false },
    ...kinds.flatMap(({ factorType, wishes }) =>
      wishes ? [{ title: `asks for a challenge of ${factorType}`, ...plainSchema(wishes, nameOf) }] : [],
    ),
    reference('schemas', ANSWER),
  ],
});
