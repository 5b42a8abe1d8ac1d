/** A key that a service or device keeps: data keys are encrypted under it, and it is never seen here. */
export interface KeyWrapper {
  wrap(dataKey: Uint8Array): Promise<Uint8Array>;
  /** Throws when the text was made by another key, or was changed. */
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

/** Settings of wrappers that are not part of a key's name, by the variables of the environment that hold them. */
export type WrapperSettings = Readonly<Partial<Record<'COFACTOR_PKCS11_MODULE' | 'COFACTOR_PKCS11_PIN', string>>>;

/** A kind of service or device. */
export interface KeyWrapperType {
  /** The first part of every key that is wrapped so: `aws-kms` in `aws-kms:KEY:WRAPPED`. */
  readonly scheme: string;
  /** Throws ConfigError when the name is not that of a key, or what is needed to reach it is missing. */
  open(keyName: string, settings: WrapperSettings): Promise<KeyWrapper>;
}

/** Every wrapped key is bound to this use: nothing else that the same key has encrypted passes for one. */
export const PURPOSE = 'cofactor master key';
