import type { TSchema } from 'typebox';
import { answerFieldNames, sharedFieldNames } from '../../contract/factors/factors.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import { shapeError } from '../../domain/values/shapeError.ts';
import { compiledSchema } from '../shared/compiledSchema.ts';
import { notAnswered } from './judgeAnswer.ts';

type Body = Readonly<Record<string, unknown>>;

/** The kind's own part of an enroll request, or 400 naming the field that is wrong (fact 56). */
export function enrollBody(kind: AnyKind, body: Body): unknown {
  const own = Object.fromEntries(
    Object.entries(body).filter(([name]) => hasProperty(kind.contract.enroll, name) || !sharedFieldNames.has(name)),
  );
  return checked(kind.contract.enroll, own);
}

/**
 * The kind's own part of an answer, before anything is spent; fields that belong to other kinds' answers are ignored.
 */
export function answerBody(kind: AnyKind, body: Body): unknown {
  if (!kind.answers) throw notAnswered(kind);
  const own = Object.fromEntries(
    Object.entries(body).filter(([name]) => hasProperty(kind.contract.answer, name) || !answerFieldNames.has(name)),
  );
  const missing = requiredOf(kind).find((name) => own[name] === undefined);
  if (missing !== undefined) throw blank(missing);
  return checked(kind.contract.answer, own);
}

/**
 * The wishes about the challenge in a body; undefined for a body that says anything else, which is an answer (fact
 * 98).
 */
export function wishesOf({ contract: { wishes } }: AnyKind, body: Body): object | undefined {
  if (!wishes || !Object.keys(body).every((name) => hasProperty(wishes, name))) return undefined;
  return checked(wishes, body) as object;
}

/** No answer at all, to a kind that has no challenge to send instead. */
export const missingAnswer = (kind: AnyKind): Fault => blank(requiredOf(kind)[0] ?? 'passCode');

const requiredOf = ({ contract }: AnyKind): readonly string[] =>
  (contract.answer as { required?: readonly string[] }).required ?? [];

const blank = (field: string): Fault =>
  fault('validation', { subject: field }).because(`${field}: The field cannot be left blank`);

function checked(schema: TSchema, value: unknown): unknown {
  const check = compiledSchema(schema);
  if (check.Check(value)) return value;
  throw fault('malformedBody').because(...shapeError(check.Errors(value)));
}

const hasProperty = (schema: TSchema, name: string): boolean =>
  Object.hasOwn((schema as { properties?: object }).properties ?? {}, name);
