import { type Static, Type } from 'typebox';
import { LiveChallenge } from '../shared/fido/liveChallenge.ts';

const Credential = Type.Object({
  /** base64url, as is the public key, a COSE key. */
  id: Type.String(),
  publicKey: Type.String(),
  /** Of the last use. */
  counter: Type.Integer(),
  aaguid: Type.String(),
  /** What FIDO's metadata knows its model by. */
  modelId: Type.String(),
  /** Of the model, as known when it was registered. */
  name: Type.String(),
});

/** What a webauthn factor keeps. */
export const State = Type.Object({
  challenge: Type.Optional(LiveChallenge),
  /** The RP id it is registered for. */
  rpId: Type.String(),
  credential: Type.Optional(Credential),
});
export type State = Static<typeof State>;
export type Credential = Static<typeof Credential>;
