import { Type } from 'typebox';
import { Links, Timestamp } from '../shared/primitives.ts';

/** An extension of ours: the record of one message, without its code and with its recipient masked. */
export const MessageResource = Type.Object({
  id: Type.String(),
  /** Absent when the factor was not enrolled because its message was kept back. */
  factorId: Type.Optional(Type.String()),
  channel: Type.Enum(['sms', 'call', 'email']),
  purpose: Type.Enum(['activate', 'verify', 'invite', 'password', 'notice']),
  recipient: Type.String(),
  country: Type.Optional(Type.String()),
  templateId: Type.Optional(Type.String()),
  language: Type.Optional(Type.String()),
  status: Type.Enum(['QUEUED', 'BLOCKED', 'ACCEPTED', 'FAILED', 'DELIVERED', 'UNDELIVERED']),
  /** Why it was kept back, refused or not delivered. */
  reason: Type.Optional(Type.String()),
  attempts: Type.Array(
    Type.Object({
      provider: Type.String(),
      name: Type.String(),
      result: Type.Enum(['ACCEPTED', 'REFUSED', 'FAILED', 'TIMEOUT']),
      milliseconds: Type.Number(),
      reference: Type.Optional(Type.String()),
      reason: Type.Optional(Type.String()),
    }),
  ),
  created: Timestamp,
  /** When its code stops being good. */
  expires: Timestamp,
  sent: Type.Optional(Timestamp),
  reported: Type.Optional(Timestamp),
  verified: Type.Optional(Timestamp),
  requestId: Type.String(),
  _links: Links,
});

/** An extension of ours: what happened to a user's codes, and what to do next. */
export const ExplanationResource = Type.Object({
  userId: Type.String(),
  login: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  diagnosis: Type.Object({
    code: Type.String(),
    text: Type.String(),
    messageId: Type.Optional(Type.String()),
    factorId: Type.Optional(Type.String()),
  }),
  next: Type.String(),
  attacks: Type.Array(
    Type.Object({
      kind: Type.String(),
      since: Timestamp,
      text: Type.String(),
      next: Type.String(),
      factorId: Type.Optional(Type.String()),
    }),
  ),
  factors: Type.Array(
    Type.Object({ id: Type.String(), factorType: Type.String(), provider: Type.String(), status: Type.String() }),
  ),
  timeline: Type.Array(
    Type.Object({
      at: Timestamp,
      outcome: Type.Enum(['OK', 'PROBLEM', 'NOTE']),
      text: Type.String(),
      messageId: Type.Optional(Type.String()),
      factorId: Type.Optional(Type.String()),
      by: Type.Optional(Type.String()),
      address: Type.Optional(Type.String()),
    }),
  ),
  _links: Links,
});
