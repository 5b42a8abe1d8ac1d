import { type Static, type TSchema, Type } from 'typebox';
import { Links, Timestamp } from '../shared/primitives.ts';

const Enroll = Type.Object(
  { self: Type.Enum(['REQUIRED', 'OPTIONAL', 'NOT_ALLOWED']) },
  { additionalProperties: false },
);
const Consent = Type.Object(
  { type: Type.Optional(Type.Literal('NONE')), terms: Type.Optional(Type.Null()) },
  { additionalProperties: false },
);

const FactorEntry = Type.Object({ enroll: Enroll, consent: Type.Optional(Consent) }, { additionalProperties: false });

/** Which enrollments are required, optional or forbidden: by authenticator or, in the older form, by factor. */
const settings = <Key extends TSchema>(key: Key) => {
  const entry = { key, id: Type.Optional(Type.String()), enroll: Enroll };
  const entries = Type.Array(Type.Object(entry, { additionalProperties: false }), { maxItems: 100 });
  return Type.Object(
    {
      type: Type.Optional(Type.Enum(['AUTHENTICATORS', 'FACTORS'])),
      authenticators: Type.Optional(entries),
      factors: Type.Optional(Type.Record(Type.String(), FactorEntry, { maxProperties: 100 })),
    },
    { additionalProperties: false },
  );
};
const PolicySettings = settings(Type.String());
export type PolicySettings = Static<typeof PolicySettings>;

/** A caller's SDK may have lost the key of an entry that it read. */
const SentSettings = settings(
  Type.Optional(
    Type.String({ description: 'an entry without a key, or with one that an SDK could not read, changes nothing' }),
  ),
);
export type SentPolicySettings = Static<typeof SentSettings>;

/** A word for the group of everybody that callers may send instead of its id: the policy is for nobody else. */
export const EVERYONE = 'EVERYONE';

const Names = Type.Optional(Type.Array(Type.String(), { maxItems: 1000 }));
const Members = Type.Optional(Type.Object({ include: Names, exclude: Names }, { additionalProperties: false }));
const Conditions = Type.Object(
  { people: Type.Optional(Type.Object({ groups: Members, users: Members }, { additionalProperties: false })) },
  { additionalProperties: false },
);

/** Fields that say what the default policy is; they may be sent, but not changed. */
const fixed = {
  type: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  description: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  priority: Type.Optional(Type.Integer()),
  system: Type.Optional(Type.Boolean()),
};

export const PolicyRequest = Type.Object(
  {
    ...fixed,
    conditions: Type.Optional(Type.Union([Conditions, Type.Null()])),
    settings: Type.Optional(SentSettings),
    id: Type.Optional(Type.Unknown()),
    created: Type.Optional(Type.Unknown()),
    lastUpdated: Type.Optional(Type.Unknown()),
    _links: Type.Optional(Type.Unknown()),
    _embedded: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);
export type PolicyRequest = Static<typeof PolicyRequest>;

export const PolicyResource = Type.Object({
  id: Type.String(),
  status: Type.Literal('ACTIVE'),
  name: Type.String(),
  description: Type.String(),
  priority: Type.Integer(),
  system: Type.Boolean(),
  conditions: Conditions,
  created: Timestamp,
  lastUpdated: Timestamp,
  settings: PolicySettings,
  _links: Links,
  type: Type.Literal('MFA_ENROLL'),
});
export type PolicyResource = Static<typeof PolicyResource>;

/** The built-in sign-on policy that every service app is under. */
export const AccessPolicyResource = Type.Object({
  id: Type.String(),
  status: Type.Literal('ACTIVE'),
  name: Type.String(),
  description: Type.String(),
  priority: Type.Integer(),
  system: Type.Literal(true),
  conditions: Type.Null(),
  created: Timestamp,
  lastUpdated: Timestamp,
  _links: Links,
  type: Type.Literal('ACCESS_POLICY'),
});
export type AccessPolicyResource = Static<typeof AccessPolicyResource>;
