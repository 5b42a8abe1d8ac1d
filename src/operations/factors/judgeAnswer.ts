import type { Context } from '../../domain/factors/context.ts';
import type { Decision } from '../../domain/factors/decision.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import type { LoadedFactor } from './loadFactor.ts';

/** Lets the factor's kind judge an answer; throws for a kind that takes none over this API. */
export function judgeAnswer(
  { kind, view }: Pick<LoadedFactor, 'kind' | 'view'>,
  answer: unknown,
  context: Context,
  evidence: unknown,
): Decision<unknown> {
  if (!kind.answers) throw notAnswered(kind);
  return kind.answers.verify(view, answer, context, evidence);
}

/** An answer to a kind that takes none over this API. */
export const notAnswered = ({ contract: { factorType }, challenge }: AnyKind): Fault =>
  fault('validation', { subject: 'factorVerifyRequest' }).because(
    challenge
      ? `A factor of type ${factorType} is answered on a device: send an empty body for a challenge, and poll.`
      : `A factor of type ${factorType} is not verified by this API.`,
  );
