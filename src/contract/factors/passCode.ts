import { Type } from 'typebox';

/** The answer of every kind with a code to type: one that was sent, shown or written down. */
export const PassCodeAnswer = Type.Object({ passCode: Type.String() }, { additionalProperties: false });
