import type { TSchema } from 'typebox';
import { answerFieldNames, challengeFieldNames, sharedFieldNames } from '../../contract/factors/factors.ts';
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
 * The kind's own part of an answer, before anything is spent; fields that belong to other kinds' answers are ignored, and
 * those of no kind's are refused first (fact 56).
 */
export function answerBody(kind: AnyKind, body: Body): unknown {
  const unknown = Object.keys(body).find((name) => !answerFieldNames.has(name));
  if (unknown !== undefined) throw fault('malformedBody').because(`${unknown}: There is no such field`);
  if (!kind.answers) throw notAnswered(kind);
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => hasProperty(kind.contract.answer, name)));
  const missing = requiredOf(kind).find((name) => own[name] === undefined);
  if (missing !== undefined) throw blank(missing);
  return checked(kind.contract.answer, own);
}

/**
 * The wishes about the challenge in a body; undefined for a body that says anything else, which is an answer (facts 98,
 * 238). To a kind that sends codes, the answer to a question says nothing.
 */
export function wishesOf({ contract: { wishes }, messages }: AnyKind, body: Body): object | undefined {
  const asks = (name: string) => challengeFieldNames.has(name) || (messages && name === 'answer');
  if (!Object.keys(body).every(asks)) return undefined;
  const own = Object.entries(body).filter(([name]) => wishes && hasProperty(wishes, name));
  return wishes ? (checked(wishes, Object.fromEntries(own)) as object) : {};
}

/** No answer at all, to a kind that has no challenge to send instead. */
export const missingAnswer = (kind: AnyKind): Fault =>
  kind.answers ? blank(requiredOf(kind)[0] ?? 'passCode') : notAnswered(kind);

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
