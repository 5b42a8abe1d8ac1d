import { type Static, Type } from 'typebox';

/** The public half of a device's key: ECDSA P-256 (RFC 7517, RFC 7518 section 6.2.1), and nothing else. */
export const DeviceKey = Type.Object(
  {
    kty: Type.Literal('EC'),
    crv: Type.Literal('P-256'),
    x: Type.String({ pattern: '^[\\w-]{43}$' }),
    y: Type.String({ pattern: '^[\\w-]{43}$' }),
  },
  { additionalProperties: false },
);
export type DeviceKey = Static<typeof DeviceKey>;

/** What a device says it runs on. */
export const DevicePlatform = Type.Enum(['ANDROID', 'IOS', 'WEB']);
export type DevicePlatform = Static<typeof DevicePlatform>;

/** Where a browser can be woken: its PushSubscription as JSON (W3C Push API). */
export const DeviceSubscription = Type.Object({
  endpoint: Type.String({ maxLength: 2048, pattern: '^https://' }),
  expirationTime: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  keys: Type.Object({
    p256dh: Type.String({ maxLength: 128, pattern: '^[\\w-]+={0,2}$' }),
    auth: Type.String({ maxLength: 64, pattern: '^[\\w-]+={0,2}$' }),
  }),
});
export type DeviceSubscription = Static<typeof DeviceSubscription>;

/** What somebody does with a question on a device; `NOT_ME` is a denial that says so. */
export const DeviceDecision = Type.Enum(['APPROVE', 'DENY', 'NOT_ME']);
export type DeviceDecision = Static<typeof DeviceDecision>;

/** What every statement says, whatever else (docs/device-api.md). */
export const StatementClaims = Type.Object({
  aud: Type.String(),
  op: Type.String(),
  iat: Type.Integer(),
  jti: Type.String({ pattern: '^[\\w-]{16,64}$' }),
});
export type StatementClaims = Static<typeof StatementClaims>;
