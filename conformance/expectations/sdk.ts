import type { Expectation } from './expectation.ts';

/** What the SDKs get wrong, whoever answers, and the service cannot spare them (src/http/replies/sdkQuirks.ts). */
export const sdk: readonly Expectation[] = [
  {
    clients: ['go-6'],
    calls: ['listFactors push', 'listFactors signed_nonce', 'enrollFactor signed_nonce'],
    by: 'SDK',
    error: 'unexpected end of JSON input',
    why: 'There is no model for `signed_nonce`: an item of the list is empty.',
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
    calls: ['listAuthenticatorMethods security_key'],
    by: 'SDK',
    error: '',
    why: 'There is no model for the method `u2f`.',
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
