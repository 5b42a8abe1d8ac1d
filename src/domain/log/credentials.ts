/** The credential behind an event about a factor, in the words of Okta's log (fact 211). */
export interface CredentialFacts {
  /** The name of the factor for people. */
  readonly name: string;
  /** `debugData.factor` of Okta's log (fact 213). */
  readonly factor: string;
  readonly credentialType: 'OTP' | 'SMS' | 'EMAIL' | 'ASSERTION' | 'PASSWORD';
  readonly credentialProvider: 'OKTA_CREDENTIAL_PROVIDER' | 'YUBIKEY';
}

const fact = (
  name: string,
  factor: string,
  credentialType: CredentialFacts['credentialType'] = 'OTP',
  credentialProvider: CredentialFacts['credentialProvider'] = 'OKTA_CREDENTIAL_PROVIDER',
): CredentialFacts => ({ name, factor, credentialType, credentialProvider });

/** By the first letters of a factor's id, which outlive the factor (fact 2). Both TOTP kinds have the same. */
const byPrefix: ReadonlyMap<string, CredentialFacts> = new Map([
  ['mbl', fact('SMS', 'SMS_FACTOR', 'SMS')],
  ['sms', fact('SMS', 'SMS_FACTOR', 'SMS')],
  ['clf', fact('Voice call', 'CALL_FACTOR')],
  ['emf', fact('E-mail', 'EMAIL_FACTOR', 'EMAIL')],
  ['ost', fact('Authenticator app', 'OKTA_SOFT_TOKEN')],
  ['chf', fact('HOTP token', 'CUSTOM_HOTP')],
  ['ykf', fact('YubiKey', 'YUBIKEY_TOKEN', 'OTP', 'YUBIKEY')],
  ['opf', fact('Push', 'OKTA_VERIFY_PUSH', 'ASSERTION')],
  ['crp', fact('Signed nonce', 'SIGNED_NONCE', 'ASSERTION')],
  ['fwf', fact('Security key or passkey', 'FIDO2_WEBAUTHN', 'ASSERTION')],
  ['fuf', fact('U2F key', 'FIDO_U2F', 'ASSERTION')],
  ['ufs', fact('Security question', 'SECURITY_QUESTION', 'PASSWORD')],
  ['rcv', fact('Recovery codes', 'COFACTOR_RECOVERY_CODES')],
  ['tmc', fact('Temporary code', 'COFACTOR_TEMPORARY_CODE')],
]);

/** The credential of a factor, by its id; undefined for a factor of an Okta org. */
export const credentialOf = (factorId: string): CredentialFacts | undefined => byPrefix.get(factorId.slice(0, 3));
