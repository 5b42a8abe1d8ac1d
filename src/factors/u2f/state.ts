import { type Static, Type } from 'typebox';
import { LiveChallenge } from '../shared/fido/liveChallenge.ts';

const Key = Type.Object({
  /** The key handle, base64url. */
  handle: Type.String(),
  /** A point of P-256, base64url. */
  publicKey: Type.String(),
  appId: Type.String(),
  /** What FIDO's metadata knows its model by. */
  modelId: Type.String(),
  /** Of the last use. */
  counter: Type.Integer(),
});

/** What a u2f factor keeps. */
export const State = Type.Object({ challenge: Type.Optional(LiveChallenge), key: Type.Optional(Key) });
export type State = Static<typeof State>;
export type Key = Static<typeof Key>;
