import type { Static } from 'typebox';
import { readAuthenticatorData } from '../../domain/fido/authenticatorData.ts';
import { readBytes } from '../../domain/fido/bytes.ts';
import { type ClientData, readClientData } from '../../domain/fido/clientData.ts';
import type { Evidence, WebAuthnProofs } from '../../domain/fido/evidence.ts';
import type { webauthnContract } from './contract.ts';
import type { Credential } from './state.ts';

type Answer = Static<(typeof webauthnContract)['answer']>;
type Field = keyof Answer;

/** The evidence in an answer: a registration while there is no credential, an assertion by it from then on. */
export async function gather(
  credential: Credential | undefined,
  answer: Answer,
  proofs: WebAuthnProofs,
): Promise<Evidence> {
  const bytes = bytesOf(answer, 'clientData');
  if (typeof bytes === 'string') return unreadable(bytes);
  const clientData = readClientData(bytes);
  if (!clientData) return unreadable('clientData: Send response.clientDataJSON in base64');
  return credential
    ? asserted(bytes, clientData, answer, credential, proofs)
    : registered(bytes, clientData, answer, proofs);
}

async function registered(
  bytes: Uint8Array<ArrayBuffer>,
  clientData: ClientData,
  answer: Answer,
  proofs: WebAuthnProofs,
): Promise<Evidence> {
  const attestation = bytesOf(answer, 'attestation');
  if (typeof attestation === 'string') return unreadable(attestation);
  const proved = await proofs.registration({ clientData: bytes, attestation });
  if (typeof proved === 'string') return { is: 'unattested', clientData, why: proved };
  const { authenticatorData, ...rest } = proved;
  const authenticator = readAuthenticatorData(authenticatorData);
  return authenticator
    ? { is: 'registration', clientData, authenticator, ...rest }
    : unreadable('attestation: Its authenticator data is too short');
}

async function asserted(
  bytes: Uint8Array<ArrayBuffer>,
  clientData: ClientData,
  answer: Answer,
  { publicKey, modelId }: Credential,
  proofs: WebAuthnProofs,
): Promise<Evidence> {
  const authenticatorData = bytesOf(answer, 'authenticatorData');
  if (typeof authenticatorData === 'string') return unreadable(authenticatorData);
  const signature = bytesOf(answer, 'signatureData');
  if (typeof signature === 'string') return unreadable(signature);
  const authenticator = readAuthenticatorData(authenticatorData);
  if (!authenticator) return unreadable('authenticatorData: Send response.authenticatorData in base64');
  const signed = await proofs.isSigned({ clientData: bytes, authenticatorData, signature }, publicKey);
  const model = proofs.model(modelId);
  return { is: 'assertion', clientData, authenticator, signed, ...(model && { model }) };
}

function bytesOf(answer: Answer, field: Field): Uint8Array<ArrayBuffer> | string {
  const text = answer[field];
  if (text === undefined) return `${field}: The field cannot be left blank`;
  return readBytes(text) ?? `${field}: Neither base64 nor base64url`;
}

const unreadable = (what: string): Evidence => ({ is: 'unreadable', what });
