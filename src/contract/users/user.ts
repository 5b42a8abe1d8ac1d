import { Type } from 'typebox';
import { Timestamp } from '../shared/primitives.ts';

/** The one user type and the one profile schema there are; links name them by id (facts 4, 148). */
export const USER_TYPE_ID = 'otydefault0000000000';
export const USER_SCHEMA_ID = 'oscdefault0000000000';

/** The statuses of a user, as the API names them. */
export const userStatuses = [
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
  'DEPROVISIONED',
] as const;
const UserStatus = Type.Enum([...userStatuses]);

const NullableText = Type.Union([Type.String(), Type.Null()]);
const NullableTime = Type.Union([Timestamp, Type.Null()]);
const OptionalText = Type.Optional(NullableText);

/** A profile as sent: the six named attributes are text, any other may be text, a number, a truth value or a list. */
export const ProfileRequest = Type.Object(
  {
    login: OptionalText,
    email: OptionalText,
    firstName: OptionalText,
    lastName: OptionalText,
    mobilePhone: OptionalText,
    secondEmail: OptionalText,
  },
  {
    additionalProperties: Type.Union([
      Type.String(),
      Type.Number(),
      Type.Boolean(),
      Type.Null(),
      Type.Array(Type.String(), { maxItems: 100 }),
    ]),
  },
);

/** A password as sent. Imports by `hash` and `hook` are known and refused; `{}` is what replies show, so no change. */
export const PasswordRequest = Type.Object(
  {
    value: Type.Optional(Type.String()),
    hash: Type.Optional(Type.Unknown()),
    hook: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);

export const RecoveryQuestionRequest = Type.Object(
  { question: Type.Optional(Type.String()), answer: Type.Optional(Type.String()) },
  { additionalProperties: false },
);

export const CredentialsRequest = Type.Object(
  {
    password: Type.Optional(Type.Union([PasswordRequest, Type.Null()])),
    recovery_question: Type.Optional(Type.Union([RecoveryQuestionRequest, Type.Null()])),
    provider: Type.Optional(
      Type.Union([Type.Object({ type: Type.Optional(Type.String()), name: Type.Optional(NullableText) }), Type.Null()]),
    ),
    emails: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);

/** Fields only the service sets. Clients send whole user objects back, so they are let through and ignored. */
const readOnlyFields = Object.fromEntries(
  [
    ...['id', 'status', 'created', 'activated', 'statusChanged', 'lastLogin', 'lastUpdated', 'passwordChanged'],
    ...['transitioningToStatus', 'realmId', 'type', '_links', '_embedded'],
  ].map((name) => [name, Type.Optional(Type.Unknown())]),
);

export const CreateUserRequest = Type.Object(
  {
    ...readOnlyFields,
    profile: ProfileRequest,
    credentials: Type.Optional(Type.Union([CredentialsRequest, Type.Null()])),
    groupIds: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
  },
  { additionalProperties: false },
);

export const UpdateUserRequest = Type.Object(
  {
    ...readOnlyFields,
    profile: Type.Optional(ProfileRequest),
    credentials: Type.Optional(Type.Union([CredentialsRequest, Type.Null()])),
  },
  { additionalProperties: false },
);

/** Credentials as shown: that there is a password, which question there is, never what they are (fact 149). */
export const CredentialsResource = Type.Object({
  password: Type.Optional(Type.Object({}, { additionalProperties: false })),
  recovery_question: Type.Optional(Type.Object({ question: Type.String() }, { additionalProperties: false })),
  provider: Type.Object({ type: Type.Enum(['OKTA', 'FEDERATION']), name: Type.Enum(['OKTA', 'FEDERATION']) }),
});

/** A profile as shown: the named attributes are always there. */
export const UserProfileResource = Type.Object(
  {
    login: Type.String(),
    email: Type.String(),
    firstName: NullableText,
    lastName: NullableText,
    mobilePhone: NullableText,
    secondEmail: NullableText,
  },
  { additionalProperties: Type.Unknown() },
);

/** A user as shown (fact 148). `_links` of users have a method where those of factors have hints (fact 150). */
export const UserResource = Type.Object({
  id: Type.String(),
  status: UserStatus,
  created: Timestamp,
  activated: NullableTime,
  statusChanged: NullableTime,
  lastLogin: NullableTime,
  lastUpdated: Timestamp,
  passwordChanged: NullableTime,
  type: Type.Object({ id: Type.String() }),
  profile: UserProfileResource,
  credentials: CredentialsResource,
  _links: Type.Record(
    Type.String(),
    Type.Object({ href: Type.String(), method: Type.Optional(Type.Literal('POST')) }, { additionalProperties: false }),
  ),
});
