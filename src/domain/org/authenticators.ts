import type { AnyKind } from '../factors/kind.ts';

/** One way of using an authenticator. */
export interface Method {
  readonly type: string;
  /** Its id in the older list of the same things, `/api/v1/org/factors`; absent where that has none. */
  readonly factor?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** What an organization can switch on and off, as Okta's Identity Engine cuts it (facts 220, 221). */
export interface Authenticator {
  readonly key: string;
  readonly type: string;
  readonly name: string;
  readonly methods: readonly Method[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Everybody has it: it cannot be switched off, and no kind belongs to it. */
  readonly always?: true;
}

const allowedFor = 'any';
/** As recorded (fact 221): the defaults of RFC 6238, which every authenticator app knows. */
const totp = { timeIntervalInSeconds: 30, encoding: 'Base32', algorithm: 'HMACSHA1', passCodeLength: 6 };

/** Every authenticator, in the order it is listed; it is there only when a kind belongs to it. */
const table: readonly Authenticator[] = [
  {
    key: 'okta_email',
    type: 'email',
    name: 'Email',
    settings: { allowedFor, tokenLifetimeInMinutes: 5 },
    methods: [{ type: 'email', factor: 'okta_email' }],
  },
  {
    key: 'okta_verify',
    type: 'app',
    name: 'Okta Verify',
    settings: {
      compliance: { fips: 'OPTIONAL' },
      channelBinding: { style: 'NUMBER_CHALLENGE', required: 'NEVER' },
      userVerification: 'PREFERRED',
      appInstanceId: '',
    },
    methods: [
      { type: 'totp', factor: 'okta_otp', settings: totp },
      { type: 'push', factor: 'okta_push' },
      { type: 'signed_nonce' },
    ],
  },
  { key: 'okta_password', type: 'password', name: 'Password', always: true, methods: [{ type: 'password' }] },
  {
    key: 'phone_number',
    type: 'phone',
    name: 'Phone',
    settings: { allowedFor },
    methods: [
      { type: 'sms', factor: 'okta_sms' },
      { type: 'voice', factor: 'okta_call' },
    ],
  },
  {
    key: 'security_question',
    type: 'security_question',
    name: 'Security Question',
    settings: { allowedFor },
    methods: [{ type: 'security_question', factor: 'okta_question' }],
  },
  {
    key: 'google_otp',
    type: 'app',
    name: 'Google Authenticator',
    methods: [{ type: 'otp', factor: 'google_otp', settings: { protocol: 'TOTP', ...totp } }],
  },
  {
    key: 'webauthn',
    type: 'security_key',
    name: 'Security Key or Biometric',
    methods: [{ type: 'webauthn', factor: 'fido_webauthn' }],
  },
  { key: 'fido_u2f', type: 'security_key', name: 'U2F', methods: [{ type: 'u2f', factor: 'fido_u2f' }] },
  { key: 'yubikey_token', type: 'security_key', name: 'YubiKey', methods: [{ type: 'otp', factor: 'yubikey_token' }] },
  { key: 'custom_otp', type: 'security_key', name: 'Custom OTP', methods: [{ type: 'otp', factor: 'hotp' }] },
  { key: 'onprem_mfa', type: 'security_key', name: 'RSA SecurID', methods: [{ type: 'otp', factor: 'rsa_token' }] },
  { key: 'symantec_vip', type: 'app', name: 'Symantec VIP', methods: [{ type: 'otp', factor: 'symantec_vip' }] },
  { key: 'duo', type: 'app', name: 'Duo Security', methods: [{ type: 'duo', factor: 'duo' }] },
  // Ours: no SDK of Okta's has heard of them.
  {
    key: 'cofactor_recovery_codes',
    type: 'recovery_codes',
    name: 'Recovery Codes',
    methods: [{ type: 'recovery_codes' }],
  },
  {
    key: 'cofactor_temporary_code',
    type: 'temporary_code',
    name: 'Temporary Code',
    methods: [{ type: 'temporary_code' }],
  },
];

/** Whether the wire knows an authenticator of this key, be there a kind for it or not. */
export const isAuthenticatorKey = (key: string): boolean => table.some((row) => row.key === key);

/** Whether the wire knows a factor of this id in `/api/v1/org/factors`, be there a kind for it or not. */
export const isOrgFactorId = (id: string): boolean =>
  table.some(({ methods }) => methods.some(({ factor }) => factor === id));

/** What `/api/v1/org/factors` calls a kind; undefined where it has no word for it. */
export function orgFactorId(kind: AnyKind): string | undefined {
  const row = table.find(({ key }) => key === kind.authenticator.key);
  return row?.methods.find((method) => isOf(kind, method))?.factor;
}

/** A method and the kinds it turns on and off. */
export interface LiveMethod extends Method {
  readonly kinds: readonly AnyKind[];
}

/** An authenticator with those of its methods that some kind implements. */
export interface LiveAuthenticator extends Authenticator {
  readonly methods: readonly LiveMethod[];
  /** Ours alone: shown only to callers that ask for extensions. */
  readonly extension: boolean;
}

/** The authenticators these kinds make up. */
export function authenticatorsOf(kinds: readonly AnyKind[]): readonly LiveAuthenticator[] {
  return table.flatMap((row) => {
    const own = kinds.filter(({ authenticator }) => authenticator.key === row.key);
    const methods = row.methods
      .map((method) => ({ ...method, kinds: own.filter((kind) => isOf(kind, method)) }))
      .filter((method) => method.kinds.length > 0 || row.always);
    if (methods.length === 0) return [];
    return [{ ...row, methods, extension: own.length > 0 && own.every(({ wire }) => wire?.extension) }];
  });
}

/** A kind that names no method belongs to all of its authenticator. */
const isOf = ({ authenticator }: AnyKind, { type }: Method): boolean =>
  authenticator.method === undefined || authenticator.method === type;
