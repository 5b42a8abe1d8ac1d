import { Type } from 'typebox';

/** An answer of a factor, as the pages send it: the fields of the factor's own `verify` or `activate`. */
export const answer = Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 8_192 }));
