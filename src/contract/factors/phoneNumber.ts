import { Type } from 'typebox';

/** A phone number on the wire of the kinds that reach their user by telephone. */
export const PhoneNumber = Type.String({
  description: 'E.164, or as people write it; echoed as it was sent (facts 14, 227)',
  examples: ['+18024482036'],
});
