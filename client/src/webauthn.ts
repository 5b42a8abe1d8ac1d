import type { WebauthnActivation, WebauthnChallenge } from './activations.ts';
import { CofactorError } from './errors.ts';
import type { VerifyReply } from './factors.ts';

/** A credential by its id, in the bytes that browsers want. */
interface CredentialId {
  type: 'public-key';
  id: ArrayBuffer;
}

export interface CreationOptions extends Omit<WebauthnActivation, 'challenge' | 'user' | 'excludeCredentials'> {
  challenge: ArrayBuffer;
  user: { id: ArrayBuffer; name: string; displayName: string };
  excludeCredentials: CredentialId[];
}

export interface RequestOptions extends Omit<WebauthnChallenge, 'challenge'> {
  challenge: ArrayBuffer;
  allowCredentials: CredentialId[];
}

/** For `navigator.credentials.create()`: what the reply to an enrollment asks of a security key. */
export function creationOptions(pending: { _embedded?: { activation?: WebauthnActivation } }): {
  publicKey: CreationOptions;
} {
  const { challenge, user, excludeCredentials = [], ...rest } = pending._embedded?.activation ?? missing('activation');
  const publicKey = {
    ...rest,
    challenge: bytes(challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: excludeCredentials.map(({ id }) => credential(id)),
  };
  return { publicKey };
}

/** For `navigator.credentials.get()`: what the reply to a challenge asks of the security key it names. */
export function requestOptions(asked: VerifyReply): { publicKey: RequestOptions } {
  const { profile, _embedded } = asked.factorResult === 'CHALLENGE' ? asked : missing('challenge');
  const question = _embedded?.challenge ?? missing('challenge');
  if (!('challenge' in question)) return missing('challenge');
  const publicKey = {
    ...question,
    challenge: bytes(question.challenge),
    allowCredentials: [credential(String(profile?.credentialId))],
  };
  return { publicKey };
}

/** The body that activates a factor: of what `navigator.credentials.create()` gave, or of its JSON. */
export function toActivation(credential: object | null): { clientData: string; attestation: string } {
  const { clientDataJSON, attestationObject } = responseOf(credential);
  return { clientData: base64(clientDataJSON), attestation: base64(attestationObject) };
}

/** The body that verifies a factor: of what `navigator.credentials.get()` gave, or of its JSON. */
export function toAnswer(credential: object | null): {
  clientData: string;
  authenticatorData: string;
  signatureData: string;
} {
  const { clientDataJSON, authenticatorData, signature } = responseOf(credential);
  return {
    clientData: base64(clientDataJSON),
    authenticatorData: base64(authenticatorData),
    signatureData: base64(signature),
  };
}

const responseOf = (credential: object | null): Readonly<Record<string, unknown>> =>
  (credential as { response?: Record<string, unknown> } | null)?.response ?? missing('response');

const credential = (id: string): CredentialId => ({ type: 'public-key', id: bytes(id) });

function bytes(text: string): ArrayBuffer {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0)).buffer;
}

/** As Okta's examples have it; the JSON of a credential has the other alphabet, and no padding. */
function base64(value: unknown): string {
  if (value instanceof ArrayBuffer) return btoa(String.fromCharCode(...new Uint8Array(value)));
  if (typeof value !== 'string') return missing('response');
  return btoa(atob(value.replace(/-/g, '+').replace(/_/g, '/')));
}

function missing(what: string): never {
  throw new CofactorError(`There is no ${what} of a security key in it`);
}
