/**
 * The error catalogue: every failure a caller can be told, once.
 * `{placeholders}` of a text become the required details of the fault. A `cause` is the text Okta gives;
 * what is wrong and the next legal call are added to it where the fault is made.
 */
interface Entry {
  readonly code: `E${string}`;
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 423 | 429 | 500 | 502 | 503 | 504;
  readonly summary: string;
  readonly cause?: string;
}

export const errorCatalogue = {
  validation: { code: 'E0000001', status: 400, summary: 'Api validation failed: {subject}' },
  malformedBody: { code: 'E0000003', status: 400, summary: 'The request body was not well-formed.' },
  invalidSession: { code: 'E0000005', status: 403, summary: 'Invalid session' },
  notFound: { code: 'E0000007', status: 404, summary: 'Not found: Resource not found: {id} ({type})' },
  unknownPath: { code: 'E0000008', status: 404, summary: 'The requested path was not found' },
  internal: { code: 'E0000009', status: 500, summary: 'Internal Server Error' },
  invalidToken: { code: 'E0000011', status: 401, summary: 'Invalid token provided' },
  credentialsNotUpdated: { code: 'E0000014', status: 403, summary: 'Update of credentials failed' },
  activationFailed: {
    code: 'E0000016',
    status: 403,
    summary: 'Activation failed because the user is already active',
  },
  unacceptableType: {
    code: 'E0000019',
    status: 400,
    summary: 'Bad request. Accept and/or Content-Type headers likely do not match supported values.',
  },
  wrongMethod: {
    code: 'E0000022',
    status: 405,
    summary: 'The endpoint does not support the provided HTTP method',
  },
  invalidPaging: { code: 'E0000029', status: 400, summary: 'Invalid paging request.', cause: 'Invalid cursor.' },
  invalidSearch: { code: 'E0000031', status: 400, summary: 'Invalid search criteria.' },
  searchAndFilter: {
    code: 'E0000033',
    status: 400,
    summary: "Bad request. Can't specify a search query and filter in the same request.",
  },
  forgotPasswordNotAllowed: {
    code: 'E0000034',
    status: 403,
    summary: 'Forgot password not allowed on specified user.',
  },
  changePasswordNotAllowed: {
    code: 'E0000035',
    status: 403,
    summary: 'Change password not allowed on specified user.',
  },
  changeQuestionNotAllowed: {
    code: 'E0000036',
    status: 403,
    summary: 'Change recovery question not allowed on specified user.',
  },
  unlockNotAllowed: {
    code: 'E0000032',
    status: 403,
    summary: 'Unlock is not allowed for this user.',
    cause: 'The user is not locked out.',
  },
  wrongUserStatus: {
    code: 'E0000038',
    status: 403,
    summary: "This operation is not allowed in the user's current status.",
  },
  tooManyRequests: {
    code: 'E0000047',
    status: 429,
    summary: 'API call exceeded rate limit due to too many requests.',
  },
  invalidPasscode: {
    code: 'E0000068',
    status: 403,
    summary: 'Invalid Passcode/Answer',
    cause: "Your token doesn't match our records. Please try again.",
  },
  /** A wrong answer to a security question (fact 80). */
  invalidAnswer: {
    code: 'E0000068',
    status: 403,
    summary: 'Invalid Passcode/Answer',
    cause: "Your answer doesn't match our records. Please try again.",
  },
  userLocked: { code: 'E0000069', status: 403, summary: 'User Locked' },
  noPhone: { code: 'E0000097', status: 403, summary: 'There is no verified phone number on file.' },
  invalidPhone: { code: 'E0000098', status: 400, summary: 'This phone number is invalid.' },
  smsTooSoon: {
    code: 'E0000109',
    status: 429,
    summary: 'An SMS message was recently sent. Please wait 30 seconds before trying again.',
  },
  emailTooSoon: {
    code: 'E0000118',
    status: 429,
    summary: 'An email was recently sent. Please wait 5 seconds before trying again.',
  },
  callTooSoon: {
    code: 'E0000133',
    status: 429,
    summary: 'A phone call was recently made. Please wait 30 seconds before trying again.',
  },
  yubikeyAssigned: {
    code: 'E0000102',
    status: 403,
    summary:
      'YubiKey cannot be deleted while assigned to an user. Please deactivate YubiKey using reset MFA and try again',
  },
  /** Okta's words, though the countries are ours to set (fact 64). */
  countryNotAllowed: {
    code: 'E0000099',
    status: 403,
    summary: 'Only numbers located in US and Canada are allowed.  Contact your administrator if this is a problem.',
  },
  smsDailyQuota: {
    code: 'E0000146',
    status: 429,
    summary: 'Your organization has reached the limit of sms requests that can be sent within a 24 hour period.',
  },
  callDailyQuota: {
    code: 'E0000147',
    status: 429,
    summary: 'Your organization has reached the limit of call requests that can be sent within a 24 hour period.',
  },
  smsTollFraud: {
    code: 'E0000150',
    status: 403,
    summary: 'You have reached the limit of sms requests, please try again later.',
  },
  callTollFraud: {
    code: 'E0000151',
    status: 403,
    summary: 'You have reached the limit of call requests, please try again later.',
  },
  smsLimitReached: {
    code: 'E0000204',
    status: 429,
    summary: 'You have reached the limit of sms requests, please try again later.',
  },
  callLimitReached: {
    code: 'E0000205',
    status: 429,
    summary: 'You have reached the limit of call requests, please try again later.',
  },
  invalidExtension: {
    code: 'E0000121',
    status: 400,
    summary: 'Invalid phone extension. Please enter a valid phone extension.',
  },
  passcodeReplayed: {
    code: 'E0000082',
    status: 403,
    summary: 'Each code can only be used once. Please wait for a new code and try again.',
  },
  outsideWindow: { code: 'E0000083', status: 403, summary: 'PassCode is valid but exceeded time window.' },
  nextLoginNeedsPassword: {
    code: 'E0000124',
    status: 400,
    summary:
      'Could not create user. To create a user and expire their password immediately, a password must be specified',
  },
  nextLoginNeedsActivation: {
    code: 'E0000125',
    status: 400,
    summary: 'Could not create user. To create a user and expire their password immediately, "activate" must be true',
  },
  authenticatorInUse: {
    code: 'E0000148',
    status: 403,
    summary: 'Cannot modify/disable this authenticator because it is enabled in one or more policies.',
  },
  factorNotActive: { code: 'E0000180', status: 423, summary: 'Factor id is currently not active.' },
  notDelivered: {
    code: 'E0000138',
    status: 500,
    summary: 'There was an internal error with call provider(s).',
  },
  telephonyFailed: { code: 'E0000139', status: 503, summary: 'Telephony provider error.' },
  optedOut: { code: 'E0000140', status: 400, summary: 'Telephony opt out error.' },
  /** Preview of an inline hook (fact 191). */
  hookUnusable: {
    code: 'E0000134',
    status: 502,
    summary: 'Okta could not communicate correctly with an inline hook.',
  },
  hookError: { code: 'E0000135', status: 400, summary: 'An inline hook responded with an error.' },
  hookSilent: { code: 'E0000137', status: 504, summary: 'Okta did not receive a response from an inline hook.' },
  userNotActive: { code: 'E0000155', status: 423, summary: 'User is not currently active.' },
  loginTaken: {
    code: 'E0000001',
    status: 400,
    summary: 'Api validation failed: login',
    cause: 'login: An object with this field already exists in the current organization',
  },
  factorExists: {
    code: 'E0000001',
    status: 400,
    summary: 'Api validation failed: factorEnrollRequest',
    cause: 'A factor of this type is already set up.',
  },
  phoneExists: {
    code: 'E0000001',
    status: 400,
    summary: 'Api validation failed: factorEnrollRequest',
    cause: 'There is an existing verified phone number.',
  },
  /** Ours, like the two after it: Okta has no idempotency keys, so its catalogue has no codes for them. */
  keyReused: {
    code: 'E0990001',
    status: 409,
    summary: 'The Idempotency-Key was used for another request.',
  },
  keyBusy: {
    code: 'E0990002',
    status: 409,
    summary: 'A request with this Idempotency-Key is still being answered.',
  },
  answerLost: {
    code: 'E0990003',
    status: 409,
    summary: 'The request with this Idempotency-Key was carried out, but its answer was lost.',
  },
  /** What a device signed; the three are ours, like everything of the Device API. */
  statementRefused: { code: 'E0990011', status: 401, summary: 'The statement is not accepted.' },
  activationOver: {
    code: 'E0990012',
    status: 403,
    summary: 'The activation link is not valid: it was used, replaced, or is not one.',
    cause: 'Ask whoever gave it to you for a new one.',
  },
  transactionOver: { code: 'E0990013', status: 409, summary: 'The question can no longer be answered.' },
  unavailable: { code: 'E0000009', status: 503, summary: 'The service is not ready.' },
} as const satisfies Record<string, Entry>;

export type ErrorName = keyof typeof errorCatalogue;

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What must be supplied to raise error `N`: one string per placeholder of its summary. */
export type ErrorDetails<N extends ErrorName> = {
  readonly [K in Placeholders<(typeof errorCatalogue)[N]['summary']>]: string;
};

/** What an operation that sends a message to a phone may answer when that is kept back (fact 67). */
export const blockedErrors = [
  'invalidPhone',
  'countryNotAllowed',
  'smsLimitReached',
  'callLimitReached',
  'smsTollFraud',
  'callTollFraud',
  'smsDailyQuota',
  'callDailyQuota',
] as const satisfies readonly ErrorName[];

/** What an operation that takes an Idempotency-Key may answer because of it. */
export const idempotencyErrors = ['keyReused', 'keyBusy', 'answerLost'] as const satisfies readonly ErrorName[];

/** What every operation may answer, whatever it is for. */
export const commonErrors: readonly ErrorName[] = [
  'invalidSession',
  'invalidToken',
  'malformedBody',
  'tooManyRequests',
  'unacceptableType',
  'validation',
  'internal',
  'unavailable',
];
