import { type Static, Type } from 'typebox';
import { Link, Timestamp } from '../shared/primitives.ts';

const Header = Type.Object({ key: Type.String(), value: Type.String() });
const ignored = Type.Optional(Type.Unknown());

/** Okta's types of inline hooks. Those other than com.okta.telephony.provider are kept, and never called. */
export const hookTypes: readonly string[] = [
  'com.okta.import.transform',
  'com.okta.oauth2.tokens.transform',
  'com.okta.saml.tokens.transform',
  'com.okta.telephony.provider',
  'com.okta.user.credential.password.import',
  'com.okta.user.pre-registration',
];

/** The address of a hook, as a request gives it; faults within are reported field by field. */
const config = {
  uri: Type.Optional(Type.String({ description: 'https, at most 1024 characters' })),
  method: Type.Optional(Type.String({ description: 'POST' })),
  headers: Type.Optional(Type.Union([Type.Array(Header), Type.Null()])),
  authScheme: Type.Optional(
    Type.Union([
      Type.Object({
        type: Type.Optional(Type.String({ description: 'HEADER' })),
        key: Type.Optional(Type.String({ description: 'the name of the header' })),
        value: Type.Optional(Type.String({ description: 'the secret; sealed at rest and never shown' })),
      }),
      Type.Null(),
    ]),
  ),
};

/** The way to a hook, as a request gives it. */
export const ChannelRequest = Type.Object({
  type: Type.Optional(Type.String({ description: 'HTTP' })),
  version: Type.Optional(Type.String({ description: '1.0.0' })),
  config: Type.Optional(Type.Object(config)),
});
export type ChannelRequest = Static<typeof ChannelRequest>;

/** A hook to be made, or as it shall be. */
export const InlineHookRequest = Type.Object({
  name: Type.Optional(Type.String()),
  type: Type.Optional(Type.String({ description: 'com.okta.telephony.provider' })),
  version: Type.Optional(Type.String({ description: '1.0.0' })),
  channel: Type.Optional(ChannelRequest),
  // Clients send whole objects back.
  id: ignored,
  status: ignored,
  created: ignored,
  lastUpdated: ignored,
  _links: ignored,
});
export type InlineHookRequest = Static<typeof InlineHookRequest>;

/** An inline hook as shown: everything but the secret (fact 194). */
export const InlineHookResource = Type.Object({
  id: Type.String(),
  status: Type.Enum(['ACTIVE', 'INACTIVE']),
  name: Type.String(),
  type: Type.String(),
  version: Type.String(),
  /** Ours: a hook of a type that is kept here and never called. */
  neverCalled: Type.Optional(Type.Literal(true)),
  channel: Type.Object({
    type: Type.Literal('HTTP'),
    version: Type.String(),
    config: Type.Object({
      uri: Type.String(),
      headers: Type.Array(Header),
      method: Type.Literal('POST'),
      /** Null for a hook that is never called and has no secret. */
      authScheme: Type.Union([
        Type.Object({ type: Type.Literal('HEADER'), key: Type.String() }, { additionalProperties: false }),
        Type.Null(),
      ]),
    }),
  }),
  created: Timestamp,
  lastUpdated: Timestamp,
  _links: Type.Record(Type.String(), Link),
});
