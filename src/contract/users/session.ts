import { Type } from 'typebox';
import { Timestamp } from '../shared/primitives.ts';

/** A session of an administrator as shown. */
export const SessionResource = Type.Object({
  id: Type.String(),
  userId: Type.String(),
  /** The factor that proved it. */
  factorId: Type.String(),
  created: Timestamp,
  lastUsed: Timestamp,
  lastFactorVerification: Timestamp,
  /** Whether dangerous operations want the factor again. */
  needsFactor: Type.Boolean(),
  factorNeededAfter: Timestamp,
});
