import { type Static, Type } from 'typebox';

/** The one type of inline hook that is called here, and the one version of all types (fact 181). */
export const TELEPHONY_HOOK = 'com.okta.telephony.provider';
export const HOOK_VERSION = '1.0.0';

/** Why a message is to be sent (fact 182). */
export const requestTypes = {
  activate: 'com.okta.user.telephony.pre-enrollment',
  verify: 'com.okta.user.telephony.mfa-verification',
  accountUnlock: 'com.okta.user.telephony.account-unlock',
  passwordReset: 'com.okta.user.telephony.password-reset',
} as const;

/** The request we send to a telephony hook (facts 182 to 184): every value a string. */
export const TelephonyCall = Type.Object({
  eventId: Type.String(),
  eventTime: Type.String({ format: 'date-time' }),
  eventType: Type.Literal(TELEPHONY_HOOK),
  eventTypeVersion: Type.Literal('1.0'),
  contentType: Type.Literal('application/json'),
  cloudEventVersion: Type.Literal('0.1'),
  source: Type.String({ description: 'the URL of the hook' }),
  requestType: Type.Enum(Object.values(requestTypes)),
  data: Type.Object({
    context: Type.Object({
      request: Type.Object({
        id: Type.String(),
        method: Type.String(),
        url: Type.Object({ value: Type.String() }),
        ipAddress: Type.String(),
      }),
    }),
    userProfile: Type.Object({
      firstName: Type.String(),
      lastName: Type.String(),
      login: Type.String(),
      userId: Type.String(),
    }),
    messageProfile: Type.Object({
      msgTemplate: Type.Optional(Type.String({ description: 'the words of a text message; calls have none' })),
      phoneNumber: Type.String(),
      otpExpires: Type.String({ format: 'date-time' }),
      deliveryChannel: Type.Enum(['SMS', 'voice call']),
      otpCode: Type.String(),
      locale: Type.String(),
    }),
  }),
});
export type TelephonyCall = Static<typeof TelephonyCall>;

const word = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Number(), Type.Null()]));

/**
 * A telephony request as others send it: the OpenAPI file's example has numbers where its schema has strings, and
 * leaves `requestType` out (facts 182, 184).
 */
export const TelephonyRequest = Type.Object({
  eventId: Type.String({ minLength: 1, maxLength: 200 }),
  eventTime: word(64),
  eventType: Type.Optional(Type.Literal(TELEPHONY_HOOK)),
  eventTypeVersion: word(16),
  contentType: word(64),
  cloudEventVersion: word(16),
  source: word(1024),
  requestType: word(100),
  data: Type.Object({
    context: Type.Optional(
      Type.Object({
        request: Type.Optional(
          Type.Object({
            id: word(200),
            method: word(16),
            url: Type.Optional(Type.Object({ value: word(4096) })),
            ipAddress: word(64),
          }),
        ),
      }),
    ),
    userProfile: Type.Optional(
      Type.Object({ firstName: word(100), lastName: word(100), login: word(200), userId: word(100) }),
    ),
    messageProfile: Type.Object({
      msgTemplate: word(2000),
      phoneNumber: Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Number()]),
      otpExpires: word(64),
      deliveryChannel: word(32),
      otpCode: Type.Union([Type.String({ minLength: 1, maxLength: 32 }), Type.Number()]),
      locale: word(64),
    }),
  }),
});
export type TelephonyRequest = Static<typeof TelephonyRequest>;

/** The command of a hook that has taken the message, or tells that it cannot (fact 186). */
const Command = Type.Object({
  type: Type.Literal('com.okta.telephony.action'),
  value: Type.Array(
    Type.Object({
      status: Type.Enum(['SUCCESSFUL', 'PENDING', 'FAILED']),
      provider: Type.Optional(Type.String()),
      transactionId: Type.Optional(Type.String()),
      transactionMetadata: Type.Optional(Type.String()),
    }),
    { minItems: 1 },
  ),
});

/** The reply of a telephony hook, status 200: commands, or the error object of fact 187. */
export const TelephonyReply = Type.Union([
  Type.Object({ commands: Type.Array(Command) }),
  Type.Object({
    error: Type.Object({
      errorSummary: Type.String(),
      errorCauses: Type.Array(
        Type.Object({ errorSummary: Type.String(), reason: Type.String(), location: Type.String() }),
      ),
    }),
  }),
]);
export type TelephonyReply = Static<typeof TelephonyReply>;
