import { type Static, Type } from 'typebox';

/** The platform that a device says it runs on. */
export const DevicePlatform = Type.Enum(['ANDROID', 'IOS', 'WEB']);
export type DevicePlatform = Static<typeof DevicePlatform>;

/** The address at which a browser can be woken: its PushSubscription as JSON (W3C Push API). */
export const DeviceSubscription = Type.Object({
  endpoint: Type.String({ maxLength: 2048, pattern: '^https://' }),
  expirationTime: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  keys: Type.Object({
    p256dh: Type.String({ maxLength: 128, pattern: '^[\\w-]+={0,2}$' }),
    auth: Type.String({ maxLength: 64, pattern: '^[\\w-]+={0,2}$' }),
  }),
});
export type DeviceSubscription = Static<typeof DeviceSubscription>;

/** A user's answer to a question on a device; `NOT_ME` is a denial that says so. */
export const DeviceDecision = Type.Enum(['APPROVE', 'DENY', 'NOT_ME']);
export type DeviceDecision = Static<typeof DeviceDecision>;
