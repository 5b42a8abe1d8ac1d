import { type Static, Type } from 'typebox';
import { Anything, Links, Timestamp } from '../shared/primitives.ts';

const fields = {
  type: Type.String({ description: 'which provider: GET /api/v1/message-providers/types lists them' }),
  name: Type.String({ description: 'what administrators call it' }),
  enabled: Type.Boolean(),
  channels: Type.Array(Type.String(), { description: 'what it is used for, of what its type carries' }),
  routes: Type.Object(
    {
      countries: Type.Optional(Type.Array(Type.String(), { description: 'ISO 3166-1 alpha-2' })),
      prefixes: Type.Optional(Type.Array(Type.String(), { description: 'beginnings of E.164 numbers' })),
    },
    { additionalProperties: false, description: 'which phones it serves; every one when empty' },
  ),
  priority: Type.Integer({ description: 'the lowest is tried first; 0 is the primary provider (default 10)' }),
  weight: Type.Integer({ description: 'its share of first tries among those of its priority (default 100)' }),
  settings: Type.Record(Type.String(), Type.Unknown(), {
    description: 'of the form its type describes; secrets are not shown, and left out they stay as they are',
  }),
};

/** A provider to be set up, or as it shall be. */
export const MessageProviderRequest = Type.Object(
  {
    ...Type.Partial(Type.Object(fields)).properties,
    // Clients send whole objects back.
    id: Type.Optional(Type.Unknown()),
    source: Type.Optional(Type.Unknown()),
    secrets: Type.Optional(Type.Unknown()),
    status: Type.Optional(Type.Unknown()),
    created: Type.Optional(Type.Unknown()),
    lastUpdated: Type.Optional(Type.Unknown()),
    _links: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);
export type MessageProviderRequest = Static<typeof MessageProviderRequest>;

/** A provider as shown. */
export const MessageProviderResource = Type.Object({
  id: Type.String(),
  ...fields,
  secrets: Type.Array(Type.String(), { description: 'which settings are kept and not shown' }),
  source: Type.Enum(['API', 'CONFIGURATION'], { description: 'CONFIGURATION: from COFACTOR_PROVIDERS, read-only' }),
  status: Type.Enum(['ACTIVE', 'INACTIVE', 'INVALID'], {
    description: 'INVALID: this version of the program does not take its type or settings',
  }),
  created: Timestamp,
  lastUpdated: Timestamp,
  _links: Links,
});

/** A kind of provider the program has; `settings` is JSON Schema, with `format: password` for secrets. */
export const MessageProviderType = Type.Object({
  id: Type.String(),
  label: Type.String(),
  channels: Type.Array(Type.String()),
  settings: Anything,
});

/** The outcome of a test message. */
export const MessageProviderTest = Type.Object({
  result: Type.Enum(['ACCEPTED', 'REFUSED', 'FAILED', 'TIMEOUT']),
  milliseconds: Type.Integer(),
  reason: Type.Optional(Type.String()),
});
