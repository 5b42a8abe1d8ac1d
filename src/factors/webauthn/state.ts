import { type Static, Type } from 'typebox';
import { challengeFields } from '../shared/fido/liveChallenge.ts';

const Credential = Type.Object({
  /** base64url, as is the public key, a COSE key. */
  id: Type.String(),
  publicKey: Type.String(),
  /** The counter at the last use. */
  counter: Type.Integer(),
  aaguid: Type.String(),
  /** The id of its model in FIDO's metadata. */
  modelId: Type.String(),
  /** The name of the model, as known when it was registered. */
  name: Type.String(),
});

/** The state of a webauthn factor. */
export const State = Type.Object({
  ...challengeFields,
  /** The RP id it is registered for. */
  rpId: Type.String(),
  credential: Type.Optional(Credential),
});
export type State = Static<typeof State>;
export type Credential = Static<typeof Credential>;
