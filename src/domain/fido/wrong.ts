/** The fault of a security key's answer. Each is the same 403 on the wire (fact 74); reason and cause tell. */
export interface Wrong {
  readonly reason: keyof typeof keyCauses;
  /** The value that was found instead. */
  readonly was?: string;
}

/** The cause that each reason becomes on the wire; `{was}` is what was found, `{again}` the next legal call. */
export const keyCauses = {
  UNREADABLE: 'It cannot be read: {was}.',
  WRONG_TYPE: 'The clientData is of "{was}": that is another step of a key than this call is for.',
  NO_CHALLENGE: 'No challenge waits for an answer, or it was answered already; {again}.',
  WRONG_CHALLENGE: 'The clientData is about another challenge than the newest one of this factor; {again}.',
  CHALLENGE_EXPIRED: 'The challenge has expired; {again}.',
  WRONG_ORIGIN:
    'The key was used on a page of {was}, which is not among the allowed origins; an administrator can add it to settings.allowedOrigins with PUT /api/v1/authenticators/{authenticatorId}/methods/{methodType}.',
  CROSS_ORIGIN: 'The key was used in a frame of a page of another origin.',
  WRONG_RP_ID: 'The key was used for another RP id than {was}.',
  USER_NOT_PRESENT: 'Nobody touched the key.',
  USER_NOT_VERIFIED: 'The key did not verify its user (PIN, finger or face), which is required here.',
  WRONG_SIGNATURE: 'The signature is not of the key that was registered.',
  COUNTER_REGRESSION: 'The key counts fewer uses than it had before: there may be a copy of it.',
  ATTESTATION_INVALID: 'The attestation does not hold: {was}.',
  ATTESTATION_REQUIRED: 'Only keys are allowed whose maker vouches for their model.',
  MODEL_NOT_ALLOWED: 'Keys of this model ({was}) are not among those that are allowed.',
  MODEL_BLOCKED: 'Keys of this model ({was}) are blocked.',
  MODEL_COMPROMISED: 'Keys of this model are not to be trusted any more; FIDO reports {was}.',
  SYNCABLE: 'Passkeys that are copied to other devices are not allowed.',
  NOT_HARDWARE_PROTECTED: 'Only keys are allowed that are known to be kept in hardware.',
  NOT_FIPS_COMPLIANT: 'Only keys are allowed whose model is known to be certified for FIPS 140.',
  CREDENTIAL_TAKEN: 'This credential is registered already, with another factor.',
} as const;
