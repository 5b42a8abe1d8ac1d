import { type Static, Type } from 'typebox';
import { u2fSettings } from '../../factors/u2f/contract.ts';
import { webauthnSettings } from '../../factors/webauthn/contract.ts';
import { Anything, Links, Timestamp } from '../shared/primitives.ts';
import { AuthenticatorProvider } from './authenticatorSettings.ts';

const Status = Type.Enum(['ACTIVE', 'INACTIVE']);

export const AuthenticatorResource = Type.Object({
  type: Type.String(),
  id: Type.String(),
  key: Type.String(),
  status: Status,
  name: Type.String(),
  description: Type.Optional(Type.String()),
  created: Timestamp,
  lastUpdated: Timestamp,
  settings: Type.Optional(Anything),
  provider: Type.Optional(AuthenticatorProvider),
  /** Ours: no kind of factor is behind it, so nothing can be enrolled with it. */
  neverUsed: Type.Optional(Type.Literal(true)),
  _links: Links,
});

/** Settings of a method: those of webauthn and u2f can be changed, those of others are shown as Okta shows them. */
const MethodSettings = Type.Union([webauthnSettings, u2fSettings, Anything]);

export const MethodResource = Type.Object({
  type: Type.String(),
  status: Status,
  settings: Type.Optional(Anything),
  _links: Links,
});

const Name = Type.String({ examples: ['Phone'] });
const Settings = Type.Optional(Type.Union([Anything, Type.Null()]));
const Provider = Type.Optional(Type.Union([AuthenticatorProvider, Type.Null()]));
const Description = Type.Optional(Type.Union([Type.String({ maxLength: 255 }), Type.Null()]));

/** Members that say what an authenticator is; they may be sent back, but not changed. */
const fixed = {
  id: Type.Optional(Type.Unknown()),
  created: Type.Optional(Type.Unknown()),
  lastUpdated: Type.Optional(Type.Unknown()),
  neverUsed: Type.Optional(Type.Unknown()),
  agreeToTerms: Type.Optional(Type.Unknown()),
  _links: Type.Optional(Type.Unknown()),
};

/** A change of an authenticator: any subset of what GET shows, or all of it (fact 229). */
export const AuthenticatorRequest = Type.Object(
  {
    key: Type.Optional(Type.String()),
    name: Type.Optional(Name),
    description: Description,
    type: Type.Optional(Type.String()),
    status: Type.Optional(Status),
    settings: Settings,
    provider: Provider,
    ...fixed,
  },
  { additionalProperties: false },
);
export type AuthenticatorRequest = Static<typeof AuthenticatorRequest>;

/** An authenticator that the organization does not have yet. */
export const NewAuthenticator = Type.Object(
  {
    key: Type.String({ examples: ['duo'] }),
    name: Type.Optional(Name),
    description: Description,
    type: Type.Optional(Type.String()),
    status: Type.Optional(Status),
    settings: Settings,
    provider: Provider,
    ...fixed,
  },
  { additionalProperties: false },
);
/** A change of a method, with settings as a whole: what they do not mention is as it was to begin with. */
export const MethodRequest = Type.Object(
  {
    type: Type.Optional(Type.String()),
    status: Type.Optional(Status),
    settings: Type.Optional(MethodSettings),
    _links: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);
