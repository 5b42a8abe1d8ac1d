import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

const made = new WeakMap<TSchema, Validator>();

/** The compiled check of a schema, made when it is first needed: many times as fast as reading the schema each time. */
export function compiledSchema(schema: TSchema): Validator {
  let check = made.get(schema);
  if (!check) {
    check = Compile(schema);
    made.set(schema, check);
  }
  return check;
}
