import { readBytes, writeBytes } from '../../domain/fido/bytes.ts';
import { certificateModel } from '../../domain/fido/certificateModel.ts';
import { readClientData } from '../../domain/fido/clientData.ts';
import type { Assertion, Registration, WebAuthnProofs } from '../../domain/fido/evidence.ts';
import { library } from './library.ts';
import { type Models, noModels } from './models.ts';
import { type Attestation, readAttestation } from './readAttestation.ts';
import { isVouched, requireKnownRoot } from './vouched.ts';

/** Attestation formats of WebAuthn section 8, without android-safetynet, which Google has given up. */
const FORMATS: ReadonlySet<string> = new Set(['packed', 'tpm', 'android-key', 'fido-u2f', 'apple', 'none']);
/** ES256, EdDSA and RS256: what is asked for. */
const ALGORITHMS = [-7, -8, -257];
/** The label of an algorithm in a COSE key (RFC 9052 section 7.1). */
const COSE_ALGORITHM = 3;
/** WebAuthn section 4: no credential id is longer than 1023 bytes; in base64url. */
const MAX_ID = 1364;

interface Parts {
  readonly now: () => Temporal.Instant;
  readonly models?: Models;
}

/**
 * Has the library check signatures and attestations. Challenge, origin, RP id and flags are judged by the kind alone.
 */
export function createWebAuthnProofs({ now, models = noModels }: Parts): WebAuthnProofs {
  return {
    model: models.of,

    async registration(given) {
      const { verifyRegistrationResponse, decodeCredentialPublicKey } = await library();
      const attested = await readAttestation(given.attestation);
      if (!attested) return 'it is no attestation object';
      if (!FORMATS.has(attested.format)) return `it is not of a format that is known here (${attested.format})`;
      try {
        await requireKnownRoot(attested);
        const { verified, registrationInfo } = await verifyRegistrationResponse(anyPlace(given));
        if (!verified) return 'its signature is wrong';
        const { aaguid, credential } = registrationInfo;
        if (!isSelfConsistent(attested, decodeCredentialPublicKey(credential.publicKey))) {
          return 'it is signed with another algorithm than that of the credential';
        }
        if (credential.id.length > MAX_ID) return 'its credential id has more than 1023 bytes';
        const modelId = modelIdOf(attested, aaguid);
        const model = models.of(modelId);
        const vouched = isVouched(attested, model, now());
        return {
          credential: { id: credential.id, publicKey: writeBytes(credential.publicKey), aaguid, modelId, vouched },
          authenticatorData: attested.authenticatorData,
          ...(model && { model }),
        };
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },

    async isSigned({ clientData, authenticatorData, signature }: Assertion, publicKey) {
      const { verifySignature, toHash } = await library();
      const credentialPublicKey = readBytes(publicKey);
      if (!credentialPublicKey) throw new Error('a stored public key is not base64url');
      const data = new Uint8Array(Buffer.concat([authenticatorData, await toHash(clientData)]));
      try {
        return await verifySignature({ signature, data, credentialPublicKey });
      } catch {
        // It is not even of the form of a signature.
        return false;
      }
    },
  };
}

const modelIdOf = ({ format, certificates: [signer] }: Attestation, aaguid: string): string =>
  (format === 'fido-u2f' && signer && certificateModel(signer)) || aaguid;

/** A key that speaks for itself does so with the credential (WebAuthn section 8.2); the library does not look. */
const isSelfConsistent = ({ format, certificates, algorithm }: Attestation, key: { get(label: 3): unknown }): boolean =>
  format !== 'packed' || certificates.length > 0 || algorithm === key.get(COSE_ALGORITHM);

/** The library is to judge the attestation, wherever and for whatever challenge it was made. */
function anyPlace({ clientData, attestation }: Registration) {
  const { type = '', origin = '' } = readClientData(clientData) ?? {};
  return {
    // Okta's API sends no id beside the attestation, which has it.
    response: {
      id: 'attested',
      rawId: 'attested',
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: writeBytes(clientData), attestationObject: writeBytes(attestation) },
    },
    expectedType: type,
    expectedOrigin: origin,
    expectedChallenge: () => true,
    requireUserPresence: false,
    requireUserVerification: false,
    supportedAlgorithmIDs: ALGORITHMS,
  } as const;
}
