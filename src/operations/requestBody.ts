import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { answerFieldNames, sharedFieldNames } from '../contract/factors.ts';
import { fault } from '../domain/fault.ts';
import type { AnyKind } from '../domain/kind.ts';

type Body = Readonly<Record<string, unknown>>;

/** The kind's own part of an enroll request, or 400 naming the field that is wrong (fact 56). */
export function enrollBody(kind: AnyKind, body: Body): unknown {
  const own = Object.fromEntries(
    Object.entries(body).filter(([name]) => hasProperty(kind.contract.enroll, name) || !sharedFieldNames.has(name)),
  );
  return checked(kind.contract.enroll, own);
}

/** The kind's own part of an answer; fields that belong to other kinds' answers are ignored. */
export function answerBody(kind: AnyKind, body: Body): unknown {
  const own = Object.fromEntries(
    Object.entries(body).filter(([name]) => hasProperty(kind.contract.answer, name) || !answerFieldNames.has(name)),
  );
  for (const name of (kind.contract.answer as { required?: string[] }).required ?? []) {
    if (own[name] === undefined) {
      throw fault('validation', { subject: name }).because(`${name}: The field cannot be left blank`);
    }
  }
  return checked(kind.contract.answer, own);
}

function checked(schema: TSchema, value: unknown): unknown {
  if (Value.Check(schema, value)) return value;
  const [first] = Value.Errors(schema, value);
  const field = first?.instancePath.slice(1).replaceAll('/', '.');
  throw fault('malformedBody').because(`${field || 'the body'}: ${first?.message ?? 'not of the expected form'}`);
}

const hasProperty = (schema: TSchema, name: string): boolean =>
  Object.hasOwn((schema as { properties?: object }).properties ?? {}, name);
