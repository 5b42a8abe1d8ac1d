import { Type } from 'typebox';

/** A phone number on the wire of the kinds that reach their user by telephone. */
export const PhoneNumber = Type.String({
  description: 'E.164; separators are accepted and echoed (fact 14)',
  examples: ['+18024482036'],
});
