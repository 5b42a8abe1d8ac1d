import { Type } from 'typebox';
import { Timestamp } from '../shared/primitives.ts';

/** A session of an administrator as shown. */
export const SessionResource = Type.Object({
  id: Type.String(),
  userId: Type.String(),
  /** The factor that proved it; absent where an OpenID provider vouched for one. */
  factorId: Type.Optional(Type.String()),
  /** The OpenID provider it was begun at. */
  issuer: Type.Optional(Type.String()),
  created: Timestamp,
  lastUsed: Timestamp,
  lastFactorVerification: Timestamp,
  /** Whether dangerous operations want the factor again. */
  needsFactor: Type.Boolean(),
  factorNeededAfter: Timestamp,
});
