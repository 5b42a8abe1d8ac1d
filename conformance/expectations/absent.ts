const BEFORE_METHODS = [
  'resendFactor',
  'uploadYubikeyOtpTokenSeed',
  'listYubikeyOtpTokens',
  'getYubikeyOtpTokenById',
  'listAuthenticatorMethods',
  'getAuthenticatorMethod',
  'replaceAuthenticatorMethod',
  'activateAuthenticatorMethod',
  'deactivateAuthenticatorMethod',
  'updateInlineHook',
];

/** Operations that an SDK does not have at all, by client. */
export const absent: Readonly<Record<string, readonly string[]>> = {
  'node-6': [...BEFORE_METHODS, 'createAuthenticator'],
  'python-2': BEFORE_METHODS,
  'go-2': BEFORE_METHODS,
  'go-5': ['uploadYubikeyOtpTokenSeed', 'listYubikeyOtpTokens', 'getYubikeyOtpTokenById'],
};
