import type { Wrong } from '../fido/wrong.ts';
import type { callsOf } from './calls.ts';

/** The mistake in a security key's answer, and the remedy. */
interface KeyMistake {
  readonly text: string;
  readonly next: (calls: ReturnType<typeof callsOf>) => string;
}

type Next = KeyMistake['next'];

const page: Next = () =>
  'If the page is yours, allow it: settings.allowedOrigins and rpId of the method, with PUT /api/v1/authenticators/{authenticatorId}/methods/webauthn. If it is not, somebody tried to phish the user.';
const again: Next = ({ key }) => `Begin again, and answer the newest challenge: ${key}.`;
const settings: Next = () =>
  'Have the user take a key that the settings of the method allow, or change them: PUT /api/v1/authenticators/{authenticatorId}/methods/webauthn.';
const copy: Next = ({ remove }) =>
  `Find out whether there is a copy of the key; if in doubt, remove the factor: ${remove}.`;

/** By the log's reason for refusing it (domain/fido/wrong.ts). */
export const keyMistakes: ReadonlyMap<string, KeyMistake> = new Map(
  Object.entries({
    UNREADABLE: { text: 'what was sent is not what a key says', next: again },
    WRONG_TYPE: { text: 'a registration was sent where a signature is due, or the other way round', next: again },
    NO_CHALLENGE: { text: 'a key answered although no challenge was waiting', next: again },
    WRONG_CHALLENGE: { text: 'a key answered another challenge than the newest', next: again },
    CHALLENGE_EXPIRED: { text: 'a key answered after its challenge had expired', next: again },
    WRONG_ORIGIN: { text: 'the key was used on a page that is not allowed', next: page },
    CROSS_ORIGIN: { text: 'the key was used in a frame of a page of somebody else', next: page },
    WRONG_RP_ID: { text: 'the key was used for another site', next: page },
    USER_NOT_PRESENT: { text: 'nobody touched the key', next: again },
    USER_NOT_VERIFIED: { text: 'the key did not verify its user', next: settings },
    WRONG_SIGNATURE: { text: 'another key was used than the one that is registered', next: again },
    COUNTER_REGRESSION: { text: 'the key had been used less often than before', next: copy },
    ATTESTATION_INVALID: { text: 'what the key says of its model does not hold', next: settings },
    ATTESTATION_REQUIRED: { text: 'nobody vouches for the model of the key', next: settings },
    MODEL_NOT_ALLOWED: { text: 'the model of the key is not among those that are allowed', next: settings },
    MODEL_BLOCKED: { text: 'the model of the key is blocked', next: settings },
    MODEL_COMPROMISED: { text: 'FIDO reports the model of the key as compromised', next: settings },
    SYNCABLE: { text: 'the passkey is one that is copied between devices', next: settings },
    NOT_HARDWARE_PROTECTED: { text: 'the key is not known to be kept in hardware', next: settings },
    NOT_FIPS_COMPLIANT: { text: 'the model of the key is not known to be certified for FIPS 140', next: settings },
    CREDENTIAL_TAKEN: { text: 'the key is registered with another factor already', next: settings },
  } satisfies Readonly<Record<Wrong['reason'], KeyMistake>>),
);
