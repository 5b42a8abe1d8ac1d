import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { Context } from '../../domain/factors/context.ts';
import type { Factor, FactorRef } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import {
  channelBindingOf,
  type EnrollmentSettings,
  settingsOf,
  tokenLifetimeOf,
} from '../../domain/org/enrollmentSettings.ts';
import type { Write } from '../../store/change.ts';
import type { Guess } from '../budgets/guess.ts';
import type { Services } from '../shared/services.ts';
import type { LoadedFactor } from './loadFactor.ts';

/** One request about one factor. */
export interface FactorRequest {
  readonly params: FactorRef;
  readonly caller: Caller;
  readonly event: EventType;
  readonly context: Omit<Context, 'user'>;
  /** The guess that this answer has been paid for with. */
  readonly guess?: Guess;
  /**
   * The factor as it was read for this request already: decided from first, and again from a fresh one if it changed.
   */
  readonly loaded?: LoadedFactor;
  /** The question it puts was paid for before, when an outside service was asked to put it. */
  readonly rung?: true;
  /** Writes that an accepted answer has besides, made anew at each try; throws where the answer may not count any more. */
  readonly also?: (factor: Factor) => Promise<readonly Write[]>;
}

interface Wishes {
  readonly templateId?: string;
  readonly tokenLifetimeSeconds?: number;
}

/** The part of a request that a kind may know: the time it is judged at and the caller's wishes. */
export function contextOf(
  { now, random, policy, links }: Pick<Services, 'now' | 'random' | 'policy' | 'links'>,
  caller: Partial<Caller>,
  { templateId, tokenLifetimeSeconds }: Wishes = {},
): Omit<Context, 'user'> {
  return {
    now: now(),
    random,
    policy,
    absolute: links.absolute,
    ...(caller.language !== undefined && { language: caller.language }),
    ...(templateId !== undefined && { templateId }),
    ...(tokenLifetimeSeconds !== undefined && {
      tokenLifetime: Temporal.Duration.from({ seconds: tokenLifetimeSeconds }),
    }),
  };
}

/**
 * The context of a kind: the request's, with the settings of the kind's authenticator and their lifetime as default.
 */
export function contextFor<C extends Pick<Context, 'tokenLifetime' | 'settings' | 'channelBinding'>>(
  kind: AnyKind,
  context: C,
  enrollment: EnrollmentSettings | undefined,
): C {
  const tokenLifetime = context.tokenLifetime ?? tokenLifetimeOf(enrollment, kind);
  const settings = settingsOf(enrollment, kind);
  const channelBinding = channelBindingOf(enrollment, kind);
  return {
    ...context,
    ...(tokenLifetime && { tokenLifetime }),
    ...(settings && { settings }),
    ...(channelBinding && { channelBinding }),
  };
}
