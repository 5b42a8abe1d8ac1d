import { type Static, Type } from 'typebox';
import { Links, Timestamp } from '../shared/primitives.ts';

/** Purposes of a trusted origin: its pages may call the API (CORS). REDIRECT is kept and does nothing: nobody is sent elsewhere. */
export const originScopes = ['CORS', 'REDIRECT'] as const;
export type OriginScope = (typeof originScopes)[number];

const ignored = Type.Optional(Type.Unknown());

/** A trusted origin to be made, or as it shall be. */
export const TrustedOriginRequest = Type.Object({
  name: Type.Optional(Type.String({ description: 'at most 255 characters' })),
  origin: Type.Optional(Type.String({ description: 'scheme, host and port: https://app.example.com' })),
  scopes: Type.Optional(
    Type.Array(Type.Object({ type: Type.String({ description: originScopes.join(' or ') }) }), { maxItems: 8 }),
  ),
  // Clients send whole objects back.
  id: ignored,
  status: ignored,
  created: ignored,
  createdBy: ignored,
  lastUpdated: ignored,
  lastUpdatedBy: ignored,
  _links: ignored,
});
export type TrustedOriginRequest = Static<typeof TrustedOriginRequest>;

/** A trusted origin as shown. */
export const TrustedOriginResource = Type.Object({
  id: Type.String(),
  name: Type.String(),
  origin: Type.String(),
  scopes: Type.Array(Type.Object({ type: Type.Enum([...originScopes]) })),
  status: Type.Enum(['ACTIVE', 'INACTIVE']),
  created: Timestamp,
  /** Id of the person, or of the token or client that has none. */
  createdBy: Type.String(),
  lastUpdated: Timestamp,
  lastUpdatedBy: Type.String(),
  _links: Links,
});
