/** One way of using an authenticator. */
export interface Method {
  readonly type: string;
  /** Its id in the older list of the same things, `/api/v1/org/factors`; absent where that has none. */
  readonly factor?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** An authenticator that an organization can switch on and off, as in Okta's Identity Engine (facts 220, 221). */
export interface Authenticator {
  readonly key: string;
  readonly type: string;
  readonly name: string;
  readonly methods: readonly Method[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Everybody has it: it cannot be switched off, and no kind belongs to it. */
  readonly always?: true;
  /** An organization may have several of this key; of all others it has one. */
  readonly several?: true;
  /** Its factors are verified by an outside service: an organization has it once somebody created it. */
  readonly outside?: OutsideSettings;
}

/** Members of `provider.configuration` that an outside service is asked with: it is of use once all are set. */
export interface OutsideSettings {
  readonly wanted: readonly ('hostName' | 'host' | 'integrationKey')[];
  /** The secrets besides, which are kept sealed, and are sent all together. */
  readonly secrets: readonly ('sharedSecret' | 'secretKey' | 'clientCertificate' | 'clientKey')[];
  /** The secrets that are sent in their place where `transport` is TLS, or not: certificates vouch for both sides then. */
  readonly overTls?: readonly ('clientCertificate' | 'clientKey')[];
}

const allowedFor = 'any';
/** As recorded (fact 221): the defaults of RFC 6238, which every authenticator app knows. */
const totp = { timeIntervalInSeconds: 30, encoding: 'Base32', algorithm: 'HMACSHA1', passCodeLength: 6 };

const rows = [
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
  { key: 'security_key', type: 'security_key', name: 'U2F', methods: [{ type: 'u2f', factor: 'fido_u2f' }] },
  { key: 'yubikey_token', type: 'security_key', name: 'Yubikey', methods: [{ type: 'otp', factor: 'yubikey_token' }] },
  // Not Okta's "Custom OTP", which would head every list: a new organization of Okta's has none, and its list begins with Email.
  {
    key: 'custom_otp',
    type: 'security_key',
    name: 'HOTP Token',
    several: true,
    methods: [{ type: 'otp', factor: 'hotp' }],
  },
  {
    key: 'onprem_mfa',
    type: 'security_key',
    name: 'On-Prem MFA',
    outside: { wanted: ['hostName'], secrets: ['sharedSecret'], overTls: ['clientCertificate', 'clientKey'] },
    methods: [{ type: 'otp', factor: 'rsa_token' }],
  },
  {
    key: 'symantec_vip',
    type: 'app',
    name: 'Symantec VIP',
    outside: { wanted: ['hostName'], secrets: ['clientCertificate', 'clientKey'] },
    methods: [{ type: 'otp', factor: 'symantec_vip' }],
  },
  {
    key: 'duo',
    type: 'app',
    name: 'Duo Security',
    outside: { wanted: ['host', 'integrationKey'], secrets: ['secretKey'] },
    methods: [{ type: 'duo', factor: 'duo' }],
  },
  { key: 'custom_app', type: 'app', name: 'Custom Authenticator', several: true, methods: [{ type: 'push' }] },
  { key: 'external_idp', type: 'federated', name: 'IdP Authenticator', several: true, methods: [{ type: 'idp' }] },
  { key: 'smart_card_idp', type: 'federated', name: 'Smart Card IdP', several: true, methods: [{ type: 'cert' }] },
  { key: 'tac', type: 'tac', name: 'Temporary Access Code', methods: [{ type: 'tac' }] },
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
] as const satisfies readonly Authenticator[];

/**
 * The key an authenticator has here, by a key that somebody sent: `fido_u2f` is the name that U2F's had until its key was
 * Okta's own (fact 231).
 */
export const currentKey = (key: string): string => (key === 'fido_u2f' ? 'security_key' : key);

type Row = Exclude<(typeof rows)[number], { readonly always: true }>;

/** A method of one of these authenticators, as a factor kind names the one that turns it on and off. */
export type AuthenticatorMethod = {
  [R in Row as R['key']]: { readonly key: R['key']; readonly method: R['methods'][number]['type'] };
}[Row['key']];

/** The settings of an authenticator whose factors are verified by an outside service; undefined for all others. */
export const outsideOf = (key: string): OutsideSettings | undefined =>
  authenticatorTable.find((row) => row.key === key)?.outside;

/** Whether an authenticator's factors are verified by an outside service. */
export const isOutside = (key: string): boolean => outsideOf(key) !== undefined;

/** Every authenticator, in the order of listings; an organization has those that some kind belongs to. */
export const authenticatorTable: readonly Authenticator[] = rows;
