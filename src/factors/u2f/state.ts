import { type Static, Type } from 'typebox';
import { challengeFields } from '../shared/fido/liveChallenge.ts';

const Key = Type.Object({
  /** The key handle, base64url. */
  handle: Type.String(),
  /** A point of P-256, base64url. */
  publicKey: Type.String(),
  appId: Type.String(),
  /** The id of its model in FIDO's metadata. */
  modelId: Type.String(),
  /** The counter at the last use. */
  counter: Type.Integer(),
});

/** The state of a u2f factor. */
export const State = Type.Object({ ...challengeFields, key: Type.Optional(Key) });
export type State = Static<typeof State>;
export type Key = Static<typeof Key>;
