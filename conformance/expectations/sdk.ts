import type { Expectation } from './expectation.ts';

const GO_6_CODES = ['sms', 'call', 'email'].flatMap((kind) =>
  ['enrollFactor', 'getFactor', 'listFactors', 'resendFactor'].map((operation) => `${operation} ${kind}`),
);
const POOL = ['uploadYubikeyOtpTokenSeed', 'listYubikeyOtpTokens', 'getYubikeyOtpTokenById'];

/** What the SDKs get wrong, whoever answers. Where the service can spare them the trouble, the entry will go. */
export const sdk: readonly Expectation[] = [
  {
    clients: ['go-6'],
    calls: GO_6_CODES,
    by: 'SDK',
    error: '_links.resend',
    why: 'The model wants one link where Okta has a list of them.',
  },
  {
    clients: ['go-6'],
    calls: ['listSupportedFactors'],
    by: 'SDK',
    error: '_embedded',
    why: 'The model has no list for the phones of a user who has one.',
  },
  {
    clients: ['python-3', 'go-6'],
    calls: POOL,
    by: 'SDK',
    error: 'profile',
    why: 'The model wants an object for `profile.serial`, which is a text.',
  },
  {
    clients: ['go-6'],
    calls: ['listFactors push', 'listFactors signed_nonce', 'enrollFactor signed_nonce'],
    by: 'SDK',
    error: 'unexpected end of JSON input',
    why: 'There is no model for `signed_nonce`: an item of the list is empty.',
  },
  {
    clients: ['go-6', 'go-5'],
    calls: ['activateFactor push poll'],
    by: 'SDK',
    error: 'unexpected end of JSON input',
    why: 'A push that still waits has no `factorType`, and the value is empty. Read the factor instead.',
  },
  {
    clients: ['python-2'],
    calls: ['activateFactor push poll'],
    by: 'SDK',
    error: 'factorType',
    why: 'A push that still waits has no `factorType`, and the SDK throws. Read the factor instead.',
  },
  {
    clients: ['python-3', 'go-6'],
    calls: ['executeInlineHook'],
    by: 'SDK',
    error: 'match',
    why: 'The reply fits several models at once, and the SDK throws. The hook has been called.',
  },
  {
    clients: ['go-2'],
    calls: ['executeInlineHook'],
    by: 'SDK',
    error: 'E0000003',
    why: 'The model of the body is empty.',
  },
  {
    clients: ['go-2'],
    calls: ['verifyFactor webauthn', 'verifyFactor u2f'],
    by: 'SDK',
    error: 'cannot be left blank',
    why: 'The model of an answer has neither `authenticatorData` nor `signatureData`.',
  },
  {
    clients: ['go-6'],
    calls: ['listPolicies'],
    by: 'SDK',
    error: 'discriminator lookup',
    why: 'The model of the list is that of one policy.',
  },
  {
    clients: ['go-6', 'go-5'],
    calls: ['listAuthenticators'],
    by: 'SDK',
    error: 'unexpected end of JSON input',
    why: 'Keys without a model of their own, U2F and custom OTP, are empty items of the list.',
  },
  {
    clients: ['java-24', 'java-22', 'java-21'],
    calls: ['getAuthenticator custom_otp', 'replaceAuthenticator custom_otp'],
    by: 'SDK',
    error: '',
    why: 'The key `custom_otp` is missing in the enumeration: `unknown_default_open_api` is read and written back.',
  },
  {
    clients: ['python-3'],
    calls: ['getAuthenticator custom_otp', 'replaceAuthenticator custom_otp'],
    by: 'SDK',
    error: '',
    why: 'There is no model for the key `custom_otp`: reading it throws.',
  },
  {
    clients: ['python-3', 'go-6', 'go-5'],
    calls: ['listAuthenticatorMethods fido_u2f'],
    by: 'SDK',
    error: '',
    why: 'There is no model for the method `u2f`.',
  },
  {
    clients: ['python-3'],
    calls: ['listAuthenticatorMethods okta_verify'],
    by: 'SDK',
    error: 'encoding',
    why: 'The enumeration has `base32`, where Okta says `Base32`: reading the methods throws.',
  },
  {
    clients: ['python-3'],
    calls: ['enrollFactor sms national number'],
    by: 'SDK',
    error: 'regular expression',
    why: 'The model takes numbers in E.164 only.',
  },
  {
    clients: ['python-2'],
    calls: [
      ...['createInlineHook', 'listInlineHooks', 'getInlineHook', 'replaceInlineHook'],
      ...['activateInlineHook', 'deactivateInlineHook'],
    ],
    by: 'SDK',
    error: 'InlineHookType',
    why: 'Hooks for telephony are younger than the enumeration: the call arrives, and the SDK throws at the reply.',
  },
];
