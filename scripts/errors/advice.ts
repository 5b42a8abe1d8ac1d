import type { ErrorName } from '../../src/contract/shared/errors.ts';

interface Advice {
  /** The reason of the refusal, as a sentence. */
  readonly why: string;
  /** The next call, or the next thing to do. */
  readonly next: string;
}

const WAIT = 'Wait for the seconds of the header `cofactor-retry-after`, then send the same request.';
const READ_USER = '`GET /api/v1/users/{userId}` shows the status; the cause names the call that is possible in it.';
const ASK_AGAIN = 'Ask the user again, or send a new code with `POST …/factors/{factorId}/resend` or `/verify`.';
const QUOTA =
  'An administrator raises `perDay` in the file of `--guard-numbers`; otherwise wait until it is 24 hours since the first message.';
const REPEAT =
  'Send the same request again; if it does not help, give the log and the `errorId` to whoever runs the service.';

/** Why each error is told, and what to do about it: docs/errors.md is made of these. */
export const advice: Readonly<Record<ErrorName, Advice>> = {
  validation: {
    why: 'A field is missing, or its value cannot be taken. Each cause begins with the field it is about.',
    next: 'Mend the fields that the causes name and send the request again.',
  },
  forbidden: {
    why: 'The API token may not call this operation: its role or its scopes do not allow it.',
    next: 'Use a token with the scope or role that the cause names; `cofactor token create NAME --role ROLE` makes one.',
  },
  roleAssigned: {
    why: 'The user holds this role already.',
    next: '`GET /api/v1/users/{userId}/roles` shows the roles of a user.',
  },
  factorServiceSilent: { why: 'The token server, VIP or Duo did not answer in time.', next: 'Try again later.' },
  factorServiceFailed: { why: 'The token server, VIP or Duo cannot be asked.', next: 'The cause says why not.' },
  malformedBody: {
    why: 'The body is no JSON in UTF-8, or not of the shape that the operation takes.',
    next: 'Compare the body with the schema at `/docs`; the cause names the member.',
  },
  invalidSession: {
    why: 'The `Authorization` header has an access token that this service has not signed.',
    next: 'Ask for one at `POST /oauth2/v1/token`, or send `Authorization: SSWS {token}`.',
  },
  authenticationFailed: {
    why: 'An administrator’s sign-in did not succeed: it is not told whether for the login, the password, the role or the factor.',
    next: 'Begin again at `/admin/signin`; `GET /api/v1/users/{userId}/explain` has the reason.',
  },
  notFound: {
    why: 'There is nothing of this id, or not any more, or it belongs to somebody else. The word in parentheses says of what.',
    next: 'List what there is: the same path without its last id.',
  },
  unknownPath: { why: 'No operation has this path.', next: 'Look the path up at `/docs`.' },
  misdirected: {
    why: 'Development mode does not answer to this host name, so that no web page can call it by a name of its own.',
    next: 'Call it as `localhost`, or start it with `--allowed-hosts`.',
  },
  internal: { why: 'A mistake of this service.', next: REPEAT },
  unavailable: {
    why: 'The database does not answer, or has no room; or, with reason `BUSY`, too many passwords are being checked.',
    next: 'Wait for the seconds of `retry-after`, then send the same request; `/readyz` tells when it is back.',
  },
  invalidToken: {
    why: 'There is no API token in the `Authorization` header, or one that is unknown, revoked or cut off.',
    next: '`cofactor token list` shows the tokens there are, `cofactor token create NAME --role ROLE` makes one.',
  },
  credentialsNotUpdated: {
    why: 'The old password or the answer is wrong, or the new password is the old one.',
    next: 'Ask the user again. Guesses are counted: the cause says how many are left.',
  },
  activationFailed: {
    why: 'The user is neither STAGED nor DEPROVISIONED, so there is nothing to activate.',
    next: READ_USER,
  },
  unacceptableType: {
    why: 'The body is of another type than JSON, or the caller accepts no JSON.',
    next: 'Send `Content-Type: application/json` and `Accept: application/json`.',
  },
  unsupportedMediaType: {
    why: 'The body is compressed, or in another charset than UTF-8.',
    next: 'Send it as it is, in UTF-8.',
  },
  unreadableRequest: {
    why: 'The bytes are no HTTP request, or one that two servers could read differently.',
    next: 'Look at what stands between the caller and this service.',
  },
  requestTimeout: { why: 'The request began and did not end in time.', next: 'Send it again, at once.' },
  requestTooLarge: { why: 'The extensions of a chunk are too long.', next: 'Send the body without chunk extensions.' },
  headersTooLarge: {
    why: 'The headers are too long.',
    next: 'Leave cookies and other headers out: only `Authorization` and a few more are read.',
  },
  wrongMethod: {
    why: 'The path exists, and not with this method.',
    next: 'Use one of the methods of the header `Allow`.',
  },
  invalidPaging: {
    why: 'The cursor `after` is not one of ours, or of another list.',
    next: 'Begin again without `after`, then follow the link `next` as it is.',
  },
  invalidSearch: {
    why: 'The expression of `search` or `filter` cannot be read, or names what cannot be searched for.',
    next: 'Write it as SCIM has it: `profile.lastName eq "Lovelace"`.',
  },
  searchAndFilter: { why: 'The request has `search` and `filter`.', next: 'Send one of the two.' },
  unlockNotAllowed: { why: 'The user is not LOCKED_OUT.', next: READ_USER },
  forgotPasswordNotAllowed: {
    why: 'The user has no recovery question, or is in a status without that way.',
    next: '`POST …/credentials/forgot_password` without a body makes a link for ACTIVE users, `POST …/lifecycle/reset_password?sendEmail=false` for others.',
  },
  changePasswordNotAllowed: {
    why: 'The user has no password, or is in a status in which it cannot be changed.',
    next: READ_USER,
  },
  changeQuestionNotAllowed: {
    why: 'The user has no password, or is in a status in which the question cannot be changed.',
    next: READ_USER,
  },
  wrongUserStatus: {
    why: 'The life cycle of users has no such step from the status that this one is in.',
    next: READ_USER,
  },
  tooManyRequests: {
    why: 'The calls of this token, the guesses at this user, factor or challenge, or the prompts on a device were too many.',
    next: WAIT,
  },
  invalidPasscode: { why: 'The code is wrong, expired, or of a challenge before the newest.', next: ASK_AGAIN },
  invalidAnswer: {
    why: 'The answer to the security question is wrong.',
    next: 'Ask the user again. Guesses are counted: the cause says how many are left.',
  },
  passcodeReplayed: {
    why: 'The code was right, and has been used.',
    next: 'Wait for the next code of the device, and send that.',
  },
  outsideWindow: {
    why: 'The code was right some time ago: the clock of the device is slow, or the code was sent late.',
    next: 'Send the code that the device shows now; set its clock if it happens again.',
  },
  userLocked: { why: 'The user is LOCKED_OUT.', next: '`POST /api/v1/users/{userId}/lifecycle/unlock`.' },
  userNotActive: {
    why: 'The user is suspended, deactivated or not activated yet, so nothing of theirs is verified.',
    next: READ_USER,
  },
  noPhone: { why: 'The request names no phone, and none is known of the user.', next: 'Send `profile.phoneNumber`.' },
  invalidPhone: {
    why: 'The phone number cannot exist, costs extra, or cannot be reached.',
    next: 'Ask the user for the number again, with its country: `+1 802 448 2036`.',
  },
  invalidExtension: {
    why: 'The extension of the phone is not 1 to 15 digits.',
    next: 'Send digits, or null for none.',
  },
  countryNotAllowed: {
    why: 'Messages to this country are not allowed.',
    next: 'An administrator adds it to `--countries`; the user takes another factor meanwhile.',
  },
  smsTooSoon: { why: 'The number got a text message less than 30 seconds ago.', next: WAIT },
  callTooSoon: { why: 'The number got a call less than 30 seconds ago.', next: WAIT },
  emailTooSoon: { why: 'The address got an e-mail less than 5 seconds ago.', next: WAIT },
  smsLimitReached: {
    why: 'Text messages to this number, or of this user or end-user address, are used up.',
    next: WAIT,
  },
  callLimitReached: { why: 'Calls to this number, or of this user or end-user address, are used up.', next: WAIT },
  smsTollFraud: {
    why: 'Text messages to this prefix or country are paused, because few of them were answered with their code.',
    next: `${WAIT} An administrator finds the reason with \`cofactor explain\`.`,
  },
  callTollFraud: {
    why: 'Calls to this prefix or country are paused, because few of them were answered with their code.',
    next: `${WAIT} An administrator finds the reason with \`cofactor explain\`.`,
  },
  smsDailyQuota: { why: 'The day’s budget of text messages is spent.', next: QUOTA },
  callDailyQuota: { why: 'The day’s budget of calls is spent.', next: QUOTA },
  notDelivered: {
    why: 'No message provider carries this channel to this number.',
    next: 'An administrator creates one: `POST /api/v1/message-providers`. The factor is there: resend afterwards.',
  },
  telephonyFailed: {
    why: 'Every message provider that was asked has failed.',
    next: '`POST …/factors/{factorId}/resend`; an administrator looks at `GET /api/v1/users/{userId}/messages`.',
  },
  optedOut: {
    why: 'The recipient told the carrier to send nothing more.',
    next: 'The user answers START to the carrier’s message, or enrolls another factor.',
  },
  yubikeyAssigned: {
    why: 'The YubiKey is somebody’s factor.',
    next: '`DELETE /api/v1/users/{userId}/factors/{factorId}`, then delete the token.',
  },
  authenticatorInUse: {
    why: 'The policy says REQUIRED for what would be switched off.',
    next: '`PUT /api/v1/policies/{policyId}` with OPTIONAL for it, then switch it off.',
  },
  factorNotActive: {
    why: 'The kind of factor is switched off, forbidden by the policy, or not for sign-ins.',
    next: 'The cause names the call by which an administrator allows it; the user takes another factor meanwhile.',
  },
  nextLoginNeedsPassword: {
    why: '`nextLogin=changePassword` without a password to change.',
    next: 'Send `credentials.password.value`, or leave `nextLogin` out.',
  },
  nextLoginNeedsActivation: {
    why: '`nextLogin=changePassword` with `activate=false`.',
    next: 'Leave one of the two out.',
  },
  loginTaken: {
    why: 'Somebody has this login, whatever the case of its letters.',
    next: '`GET /api/v1/users/{login}` shows who; take another login.',
  },
  factorExists: {
    why: 'The user has an active factor of this type.',
    next: 'Use it, or remove it: `DELETE /api/v1/users/{userId}/factors/{factorId}`.',
  },
  phoneExists: {
    why: 'The user has another verified phone.',
    next: 'Send `?updatePhone=true` to replace it, or use the one there is.',
  },
  hookUnusable: {
    why: 'The inline hook answered with something that cannot be used.',
    next: 'Mend the hook: the cause says what is wrong with its answer.',
  },
  hookError: { why: 'The inline hook answered with an error of its own.', next: 'Look into the log of the hook.' },
  hookSilent: {
    why: 'The inline hook did not answer in time, or could not be reached.',
    next: 'See whether the hook runs and answers within three seconds.',
  },
  keyReused: {
    why: 'The `Idempotency-Key` belongs to a request with another path or body.',
    next: 'Take a new key for each new request.',
  },
  keyBusy: {
    why: 'A request with this `Idempotency-Key` is being carried out.',
    next: 'Send the same request again in a second: it gets the answer of the first.',
  },
  answerLost: {
    why: 'The request with this `Idempotency-Key` was carried out, and its answer was lost.',
    next: 'Read what became of it with GET; do not send it with a new key.',
  },
  statementRefused: {
    why: 'A device’s statement is not signed by a key of that device, or is old.',
    next: 'Set the clock of the device, and have it sign a new statement.',
  },
  activationOver: {
    why: 'The activation link of a device is over, or was used.',
    next: '`POST …/factors/{factorId}/lifecycle/activate` makes a new one.',
  },
  transactionOver: {
    why: 'The question was answered already, or its time is over.',
    next: 'Nothing: the next question comes with the next sign-in.',
  },
};
