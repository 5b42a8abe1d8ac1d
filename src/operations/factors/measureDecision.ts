import type { Accepted, Decision } from '../../domain/factors/decision.ts';
import type { Services } from '../shared/services.ts';
import { keyOf } from './companionWrites.ts';
import type { FactorRequest } from './factorRequest.ts';
import type { LoadedFactor } from './loadFactor.ts';

/** Counts what a decision that is written was: a judged answer, a challenge, or neither. */
export function measureDecision(
  { metrics }: Pick<Services, 'metrics'>,
  { factor, kind: rules, view }: LoadedFactor,
  { event, guess, context }: Pick<FactorRequest, 'event' | 'guess' | 'context'>,
  decision: Decision<unknown>,
): void {
  const kind = keyOf(factor);
  const ended = decision.ok ? decision.ends : undefined;
  if (!decision.ok && decision.unjudged) return;
  if (guess || ended) {
    const accepted = ended ? ended.status === 'SUCCESS' : decision.ok;
    const purpose = factor.status === 'ACTIVE' ? 'verify' : 'activate';
    metrics.count('verifications', { kind, purpose, outcome: accepted ? 'accepted' : 'refused' });
    const begun = ended?.transaction.created ?? rules.challenge?.begun?.(view.state);
    if (accepted && begun) metrics.observe('answerTime', { kind }, secondsBetween(begun, context.now));
  } else if (decision.ok && event === 'cofactor.factor.challenge') {
    metrics.count('challenges', { kind, channel: channelOf(decision) });
  }
}

const channelOf = ({ asks, send = [] }: Accepted<unknown>) => (asks ? 'push' : (send[0]?.channel ?? 'none'));

/** Clocks of processes differ, and that of development can be put back. */
const secondsBetween = (from: Temporal.Instant, to: Temporal.Instant): number =>
  Math.max(0, (to.epochMilliseconds - from.epochMilliseconds) / 1_000);
