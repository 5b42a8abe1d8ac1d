import type { Caller } from '../contract/operation.ts';
import type { Context } from '../domain/kind.ts';
import type { Services } from './services.ts';

interface Wishes {
  readonly templateId?: string;
  readonly tokenLifetimeSeconds?: number;
}

/** What a kind may know about this request: the time it is judged at and the caller's wishes. */
export function contextOf(
  { now, random, policy }: Services,
  caller: Caller,
  { templateId, tokenLifetimeSeconds }: Wishes = {},
): Omit<Context, 'user'> {
  return {
    now: now(),
    random,
    policy,
    ...(caller.language !== undefined && { language: caller.language }),
    ...(templateId !== undefined && { templateId }),
    ...(tokenLifetimeSeconds !== undefined && {
      tokenLifetime: Temporal.Duration.from({ seconds: tokenLifetimeSeconds }),
    }),
  };
}
