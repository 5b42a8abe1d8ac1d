import { type Static, Type } from 'typebox';

/** The settings for one channel. Verify services are known, to be refused by name: they make codes of their own. */
const Way = Type.Object({
  twilioPhoneNumber: Type.Optional(Type.String()),
  twilioMessageSid: Type.Optional(Type.String()),
  twilioCallerId: Type.Optional(Type.String()),
  twilioVerifySid: Type.Optional(Type.String()),
  telesignService: Type.Optional(Type.String()),
});
export const TelephonySettings = Type.Object({ sms: Type.Optional(Way), call: Type.Optional(Way) });
export type TelephonySettings = Static<typeof TelephonySettings>;

const credentials = {
  providerSid: Type.Optional(Type.String()),
  providerAuthToken: Type.Optional(Type.String()),
  providerSettings: Type.Optional(TelephonySettings),
};

// Clients send whole objects back.
const shown = {
  id: Type.Optional(Type.Unknown()),
  isPrimaryProvider: Type.Optional(Type.Unknown()),
  enabled: Type.Optional(Type.Unknown()),
};

/** A custom telephony provider to be set up. */
export const TelephonyProviderRequest = Type.Object(
  {
    ...credentials,
    providerName: Type.Optional(Type.String()),
    providerCapability: Type.Optional(Type.String()),
    ...shown,
  },
  { additionalProperties: false },
);
export type TelephonyProviderRequest = Static<typeof TelephonyProviderRequest>;

/** New credentials of one; what is left out stays. */
export const TelephonyProviderUpdate = TelephonyProviderRequest;

/** A custom telephony provider as shown: never with its token. */
export const TelephonyProviderResource = Type.Object({
  id: Type.String(),
  isPrimaryProvider: Type.Boolean(),
  enabled: Type.Boolean(),
  providerCapability: Type.Literal('ALL'),
  providerName: Type.String(),
  providerSid: Type.String(),
  providerSettings: TelephonySettings,
});

export const TelephonyTestRequest = Type.Object({
  factor: Type.Optional(Type.String()),
  phoneNumber: Type.Optional(Type.String()),
  countryCodeIso2: Type.Optional(Type.String()),
});
