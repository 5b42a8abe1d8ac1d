import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { fault } from '../../domain/values/fault.ts';
import { shapeError } from '../../domain/values/shapeError.ts';

/** A request in the form that is wished for, or 400 naming the field that is wrong. */
export function readBody<T extends TSchema>(schema: T, given: unknown): Static<T> {
  if (Value.Check(schema, given)) return given as Static<T>;
  throw fault('malformedBody').because(...shapeError([...Value.Errors(schema, given)]));
}
