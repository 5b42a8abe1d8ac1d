/**
 * The errors of the API, and the way each of them takes to the caller.
 *
 * A rule or an operation that has to refuse throws `fault('smsTooSoon')`: the name is a key of `errorCatalogue` below,
 * which holds Okta's code, HTTP status and text, each error once. Texts with `{placeholders}` make the compiler ask for
 * their values: `fault('notFound', { id, type })`. `.because('…')` adds sentences of our own, which say what is wrong
 * with this request and name the call that would succeed; `.hinting({ reason: 'TOO_SOON', retryAfterSeconds: 30 })` adds
 * the same for programs.
 *
 * Every operation of the contract lists in `errors` the names it may answer with; `commonErrors` are added to each of
 * them. Documentation and OpenAPI follow from the list. Development mode and the tests turn an error that is not on it
 * into an internal one, so that no list is ever incomplete.
 *
 * A fault passes through the operation unchanged (a transaction that it leaves has written nothing) and is caught once,
 * in `src/http`. There `replies/errors.ts` makes Okta's envelope of it: `errorCode`, `errorSummary` with its placeholders
 * filled in, an `errorId` for the log, and `errorCauses` with the catalogue's `cause` first and ours after it. Hints go
 * into headers of ours. Whatever is thrown and is no `Fault` is a mistake of ours: the caller hears `internal` (E0000009,
 * 500) and nothing else, and the log has the stack.
 */

type Status = 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 421 | 423 | 429 | 431 | 500 | 502 | 503 | 504;

interface Entry<S extends string> {
  readonly code: `E${string}`;
  readonly status: Status;
  readonly summary: S;
  /** Okta's own `errorCauses`, where it has one; causes of ours come after it. */
  readonly cause?: string;
}

const failure = <const S extends string>(code: `E${string}`, status: Status, summary: S, cause?: string): Entry<S> => ({
  code,
  status,
  summary,
  ...(cause !== undefined && { cause }),
});

/** Every failure a caller can be told, by the name that `fault` takes. */
export const errorCatalogue = {
  validation: failure('E0000001', 400, 'Api validation failed: {subject}'),
  malformedBody: failure('E0000003', 400, 'The request body was not well-formed.'),
  authenticationFailed: failure('E0000004', 401, 'Authentication failed'),
  invalidSession: failure('E0000005', 403, 'Invalid session'),
  forbidden: failure('E0000006', 403, 'You do not have permission to perform the requested action'),
  notFound: failure('E0000007', 404, 'Not found: Resource not found: {id} ({type})'),
  unknownPath: failure('E0000008', 404, 'The requested path was not found'),
  /** Refuses a host name, in development mode alone (RFC 9110 section 15.5.20). */
  misdirected: failure('E0000008', 421, 'The requested path was not found'),
  internal: failure('E0000009', 500, 'Internal Server Error'),
  invalidToken: failure('E0000011', 401, 'Invalid token provided'),
  credentialsNotUpdated: failure('E0000014', 403, 'Update of credentials failed'),
  activationFailed: failure('E0000016', 403, 'Activation failed because the user is already active'),
  unacceptableType: failure(
    'E0000019',
    400,
    'Bad request. Accept and/or Content-Type headers likely do not match supported values.',
  ),
  /** Content in a coding or charset that is not read here (RFC 9110 section 15.5.16). */
  unsupportedMediaType: failure(
    'E0000019',
    415,
    'Bad request. Accept and/or Content-Type headers likely do not match supported values.',
  ),
  /** Bytes that are no HTTP request (RFC 9112); the next three tell why more precisely. */
  unreadableRequest: failure('E0000020', 400, 'Bad request.'),
  requestTimeout: failure('E0000020', 408, 'Bad request.', 'The request did not arrive in time.'),
  requestTooLarge: failure('E0000020', 413, 'Bad request.', 'The extensions of a chunk are too long.'),
  headersTooLarge: failure('E0000020', 431, 'Bad request.', 'The headers are longer than 16 KB altogether.'),
  wrongMethod: failure('E0000022', 405, 'The endpoint does not support the provided HTTP method'),
  invalidPaging: failure('E0000029', 400, 'Invalid paging request.', 'Invalid cursor.'),
  invalidSearch: failure('E0000031', 400, 'Invalid search criteria.'),
  searchAndFilter: failure(
    'E0000033',
    400,
    "Bad request. Can't specify a search query and filter in the same request.",
  ),
  forgotPasswordNotAllowed: failure('E0000034', 403, 'Forgot password not allowed on specified user.'),
  changePasswordNotAllowed: failure('E0000035', 403, 'Change password not allowed on specified user.'),
  changeQuestionNotAllowed: failure('E0000036', 403, 'Change recovery question not allowed on specified user.'),
  unlockNotAllowed: failure('E0000032', 403, 'Unlock is not allowed for this user.', 'The user is not locked out.'),
  wrongUserStatus: failure('E0000038', 403, "This operation is not allowed in the user's current status."),
  tooManyRequests: failure('E0000047', 429, 'API call exceeded rate limit due to too many requests.'),
  invalidPasscode: failure(
    'E0000068',
    403,
    'Invalid Passcode/Answer',
    "Your token doesn't match our records. Please try again.",
  ),
  /** A wrong answer to a security question (fact 80). */
  invalidAnswer: failure(
    'E0000068',
    403,
    'Invalid Passcode/Answer',
    "Your answer doesn't match our records. Please try again.",
  ),
  /** Somebody who judges answers in our place is not heard; `factorServiceFailed`: cannot be asked. */
  factorServiceSilent: failure('E0000067', 504, 'Factors Service Error.'),
  factorServiceFailed: failure('E0000074', 400, 'Factor Service Error'),
  userLocked: failure('E0000069', 403, 'User Locked'),
  noPhone: failure('E0000097', 403, 'There is no verified phone number on file.'),
  invalidPhone: failure('E0000098', 400, 'This phone number is invalid.'),
  smsTooSoon: failure('E0000109', 429, 'An SMS message was recently sent. Please wait 30 seconds before trying again.'),
  emailTooSoon: failure('E0000118', 429, 'An email was recently sent. Please wait 5 seconds before trying again.'),
  callTooSoon: failure('E0000133', 429, 'A phone call was recently made. Please wait 30 seconds before trying again.'),
  yubikeyAssigned: failure(
    'E0000102',
    403,
    'YubiKey cannot be deleted while assigned to an user. Please deactivate YubiKey using reset MFA and try again',
  ),
  /** Okta's words, though the countries are ours to set (fact 64). */
  countryNotAllowed: failure(
    'E0000099',
    403,
    'Only numbers located in US and Canada are allowed.  Contact your administrator if this is a problem.',
  ),
  smsDailyQuota: failure(
    'E0000146',
    429,
    'Your organization has reached the limit of sms requests that can be sent within a 24 hour period.',
  ),
  callDailyQuota: failure(
    'E0000147',
    429,
    'Your organization has reached the limit of call requests that can be sent within a 24 hour period.',
  ),
  smsTollFraud: failure('E0000150', 403, 'You have reached the limit of sms requests, please try again later.'),
  callTollFraud: failure('E0000151', 403, 'You have reached the limit of call requests, please try again later.'),
  smsLimitReached: failure('E0000204', 429, 'You have reached the limit of sms requests, please try again later.'),
  callLimitReached: failure('E0000205', 429, 'You have reached the limit of call requests, please try again later.'),
  invalidExtension: failure('E0000121', 400, 'Invalid phone extension. Please enter a valid phone extension.'),
  passcodeReplayed: failure(
    'E0000082',
    403,
    'Each code can only be used once. Please wait for a new code and try again.',
  ),
  outsideWindow: failure('E0000083', 403, 'PassCode is valid but exceeded time window.'),
  nextLoginNeedsPassword: failure(
    'E0000124',
    400,
    'Could not create user. To create a user and expire their password immediately, a password must be specified',
  ),
  nextLoginNeedsActivation: failure(
    'E0000125',
    400,
    'Could not create user. To create a user and expire their password immediately, "activate" must be true',
  ),
  authenticatorInUse: failure(
    'E0000148',
    403,
    'Cannot modify/disable this authenticator because it is enabled in one or more policies.',
  ),
  factorNotActive: failure('E0000180', 423, 'Factor id is currently not active.'),
  notDelivered: failure('E0000138', 500, 'There was an internal error with call provider(s).'),
  telephonyFailed: failure('E0000139', 503, 'Telephony provider error.'),
  optedOut: failure('E0000140', 400, 'Telephony opt out error.'),
  /** Preview of an inline hook (fact 191). */
  hookUnusable: failure('E0000134', 502, 'Okta could not communicate correctly with an inline hook.'),
  hookError: failure('E0000135', 400, 'An inline hook responded with an error.'),
  hookSilent: failure('E0000137', 504, 'Okta did not receive a response from an inline hook.'),
  userNotActive: failure('E0000155', 423, 'User is not currently active.'),
  /** A role that the user holds already. */
  roleAssigned: failure('E0000090', 409, 'The role specified is already assigned to the user.'),
  loginTaken: failure(
    'E0000001',
    400,
    'Api validation failed: login',
    'login: An object with this field already exists in the current organization',
  ),
  factorExists: failure(
    'E0000001',
    400,
    'Api validation failed: factorEnrollRequest',
    'A factor of this type is already set up.',
  ),
  phoneExists: failure(
    'E0000001',
    400,
    'Api validation failed: factorEnrollRequest',
    'There is an existing verified phone number.',
  ),
  /** Idempotency keys. The three are ours: Okta has no such keys, so its catalogue has no codes for them. */
  keyReused: failure('E0990001', 409, 'The Idempotency-Key was used for another request.'),
  keyBusy: failure('E0990002', 409, 'A request with this Idempotency-Key is still being answered.'),
  answerLost: failure(
    'E0990003',
    409,
    'The request with this Idempotency-Key was carried out, but its answer was lost.',
  ),
  /** Statements of devices. The three are ours, like everything of the Device API. */
  statementRefused: failure('E0990011', 401, 'The statement is not accepted.'),
  activationOver: failure(
    'E0990012',
    403,
    'The activation link is not valid: it was used, replaced, or is not one.',
    'Ask whoever gave it to you for a new one.',
  ),
  transactionOver: failure('E0990013', 409, 'The question can no longer be answered.'),
  unavailable: failure('E0000009', 503, 'The service is not ready.'),
} as const;

export type ErrorName = keyof typeof errorCatalogue;

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The values that error `N` needs: one string for each placeholder of its summary. */
export type ErrorDetails<N extends ErrorName> = {
  readonly [K in Placeholders<(typeof errorCatalogue)[N]['summary']>]: string;
};

/** Answers of an operation that sends a message to a phone, when the message is kept back (fact 67). */
const blockedErrors = [
  'invalidPhone',
  'countryNotAllowed',
  'smsLimitReached',
  'callLimitReached',
  'smsTollFraud',
  'callTollFraud',
  'smsDailyQuota',
  'callDailyQuota',
] as const satisfies readonly ErrorName[];

/** Answers of an operation that sends a message to a phone, whether it is kept back or gets lost on the way. */
export const phoneErrors = ['notDelivered', ...blockedErrors, 'telephonyFailed', 'optedOut'] as const;

/** Answers of an operation that sends a message over any channel, to an address that may have become unusable. */
export const messageErrors = ['smsTooSoon', 'callTooSoon', 'emailTooSoon', 'invalidPhone', ...phoneErrors] as const;

/** Answers of an operation that takes an Idempotency-Key, because of the key. */
export const idempotencyErrors = ['keyReused', 'keyBusy', 'answerLost'] as const satisfies readonly ErrorName[];

/** Answers of every operation. */
export const commonErrors: readonly ErrorName[] = [
  'forbidden',
  'invalidSession',
  'invalidToken',
  'malformedBody',
  'tooManyRequests',
  'unacceptableType',
  'unsupportedMediaType',
  'validation',
  'internal',
  'unavailable',
];
