import { library } from './library.ts';

/** The parts of an attestation object that the library keeps to itself (WebAuthn section 6.5). */
export interface Attestation {
  readonly format: string;
  /** DER, the signer's first; none where the key only speaks for itself. */
  readonly certificates: readonly Uint8Array[];
  /** The statement's signature algorithm, by its COSE number. */
  readonly algorithm: unknown;
  readonly authenticatorData: Uint8Array;
}

/** Reads an attestation object; undefined when it is none. */
export async function readAttestation(bytes: Uint8Array<ArrayBuffer>): Promise<Attestation | undefined> {
  const { decodeAttestationObject } = await library();
  let decoded: unknown;
  try {
    decoded = decodeAttestationObject(bytes);
  } catch {
    return undefined;
  }
  const map = decoded instanceof Map ? decoded : new Map();
  const [format, statement, authenticatorData] = ['fmt', 'attStmt', 'authData'].map((name) => map.get(name));
  if (typeof format !== 'string' || !(statement instanceof Map) || !(authenticatorData instanceof Uint8Array)) {
    return undefined;
  }
  const certificates = statement.get('x5c') ?? [];
  const areBytes = Array.isArray(certificates) && certificates.every((one) => one instanceof Uint8Array);
  return areBytes ? { format, certificates, algorithm: statement.get('alg'), authenticatorData } : undefined;
}
