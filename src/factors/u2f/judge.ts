import type { Static } from 'typebox';
import { readBytes, writeBytes } from '../../domain/fido/bytes.ts';
import { certificateModel } from '../../domain/fido/certificateModel.ts';
import { type ClientData, readClientData } from '../../domain/fido/clientData.ts';
import type { Model } from '../../domain/fido/evidence.ts';
import {
  isU2fAttested,
  isU2fSigned,
  readU2fRegistration,
  readU2fSignature,
  type U2fRegistration,
} from '../../domain/fido/u2fMessages.ts';
import type { Wrong } from '../../domain/fido/wrong.ts';
import { judgeClientData, judgeCounter } from '../shared/fido/judgeClientData.ts';
import type { Challenges } from '../shared/fido/liveChallenge.ts';
import type { u2fContract } from './contract.ts';
import type { Rules } from './settings.ts';
import type { Key } from './state.ts';

type Answer = Static<(typeof u2fContract)['answer']>;

/** The challenges, rules and time that an answer is judged by. */
interface ExpectedAnswer {
  readonly challenges: Challenges;
  readonly rules: Rules;
  readonly now: Temporal.Instant;
  /** The key's, where it is known. */
  readonly model: Model | undefined;
}

/** Whether a key was registered for one of our app ids, in answer to the challenge. */
export function judgeRegistration(answer: Answer, asked: ExpectedAnswer): Wrong | Key {
  const read = readAnswer(answer, 'registrationData');
  if ('reason' in read) return read;
  const { clientData, bytes, data } = read;
  const wrong = judgeClientData(clientData, expected('navigator.id.finishEnrollment', asked));
  if (wrong) return wrong;
  const registration = readU2fRegistration(data);
  if (!registration) return { reason: 'UNREADABLE', was: 'registrationData: Send that of u2f.register in base64' };
  const appId = appIdOf(registration, bytes, [clientData.origin, ...asked.rules.appIds, ...asked.rules.origins]);
  if (appId === undefined) {
    return {
      reason: 'ATTESTATION_INVALID',
      was: 'it is not signed for an app id that is an allowed origin or one of settings.appIds',
    };
  }
  const { keyHandle, publicKey, certificate } = registration;
  return (
    compromise(asked) ?? {
      handle: writeBytes(keyHandle),
      publicKey: writeBytes(publicKey),
      appId,
      modelId: certificateModel(certificate) ?? '',
      counter: 0,
    }
  );
}

/** The caller chooses the app id (fact 28) and does not tell it: what was signed does. */
const appIdOf = (
  registration: U2fRegistration,
  clientData: Uint8Array,
  appIds: readonly string[],
): string | undefined => appIds.find((appId) => isU2fAttested(registration, clientData, appId));

/** Whether the registered key answers the challenge, and is no copy. */
export function judgeSignature(answer: Answer, key: Key, asked: ExpectedAnswer): Wrong | { readonly counter: number } {
  const read = readAnswer(answer, 'signatureData');
  if ('reason' in read) return read;
  const { clientData, bytes, data } = read;
  const wrong = judgeClientData(clientData, expected('navigator.id.getAssertion', asked));
  if (wrong) return wrong;
  const signature = readU2fSignature(data);
  const publicKey = readBytes(key.publicKey);
  if (!signature || !publicKey) return { reason: 'UNREADABLE', was: 'signatureData: Send that of u2f.sign in base64' };
  if (!signature.present) return { reason: 'USER_NOT_PRESENT' };
  const signed = isU2fSigned(signature, bytes, { publicKey, appId: key.appId });
  if (!signed) return { reason: 'WRONG_SIGNATURE' };
  return judgeCounter(signature.counter, key.counter) ?? compromise(asked) ?? { counter: signature.counter };
}

/** A model that is compromised is worth nothing, even where the key was registered before. */
const compromise = ({ model }: ExpectedAnswer): Wrong | undefined =>
  model?.compromised === undefined ? undefined : { reason: 'MODEL_COMPROMISED', was: model.compromised };

/** The id in FIDO's metadata of the key that an answer registers; undefined where it registers none. */
export function modelIdIn({ registrationData = '' }: Answer): string | undefined {
  const bytes = readBytes(registrationData);
  const registration = bytes && readU2fRegistration(bytes);
  return registration && certificateModel(registration.certificate);
}

const expected = (type: string, { challenges, rules, now }: ExpectedAnswer) => ({
  type,
  challenges,
  origins: rules.origins,
  now,
});

interface Read {
  readonly clientData: ClientData;
  readonly bytes: Uint8Array;
  readonly data: Uint8Array;
}

function readAnswer(answer: Answer, field: 'registrationData' | 'signatureData'): Read | Wrong {
  const unreadable = (was: string): Wrong => ({ reason: 'UNREADABLE', was });
  const bytes = readBytes(answer.clientData);
  const clientData = bytes && readClientData(bytes);
  if (!bytes || !clientData) return unreadable('clientData: Send that of the key in base64');
  if (answer[field] === undefined) return unreadable(`${field}: The field cannot be left blank`);
  const data = readBytes(answer[field]);
  return data ? { clientData, bytes, data } : unreadable(`${field}: Neither base64 nor base64url`);
}
