import { type Fault, fault } from './fault.ts';

/** A body that would be an answer, to a factor that takes none over this API. */
export const notAnsweredHere = (why: string): Fault => fault('validation', { subject: 'passCode' }).because(`${why}.`);
