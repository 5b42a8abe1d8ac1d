import type { EventHook } from '../../domain/hooks/eventHook.ts';
import { fault } from '../../domain/values/fault.ts';
import type { EventHookAnswer } from '../../hooks/eventHook.ts';
import type { Handler } from '../shared/services.ts';
import { describeEventHook, eventHookLog, findEventHook } from './eventHookChanges.ts';
import { requireRoom } from './eventHooks.ts';

/** Bytes of a challenge, which nobody can guess. */
const CHALLENGE_BYTES = 32;

/**
 * Asks the hook's address whether it wants to be called (fact 197), with one retry after a timeout or an error. The log tells of
 * attempts that fail as well. A hook whose channel was changed meanwhile is not verified by this.
 */
export const verifyEventHook: Handler<'verifyEventHook'> = async (services, { params, caller }) => {
  const { store, links, eventHooks } = services;
  const before = await findEventHook(services, params.eventHookId);
  await requireRoom(services, before);
  const challenge = Buffer.from(services.random(CHALLENGE_BYTES)).toString('base64url');
  const first = await eventHooks.challenge(before.target, challenge);
  const answer = mayBeRetried(first) ? await eventHooks.challenge(before.target, challenge) : first;
  const now = services.now();
  const event = 'event_hook.verified';
  if (answer.result !== 'accepted') {
    await store.apply([eventHookLog({ event, outcome: 'FAILURE', reason: answer.reason }, before, caller, now)]);
    throw fault('validation', { subject: 'eventHook' }).because(
      `The hook did not verify: ${answer.reason}. It must answer the GET with status 200 and {"verification": "…"}, the value of X-Okta-Verification-Challenge.`,
    );
  }
  const hook: EventHook = { ...before, verification: 'VERIFIED', lastUpdated: now };
  const applied = await store.apply([
    { do: 'saveEventHook', before, hook },
    eventHookLog({ event }, hook, caller, now),
  ]);
  if (applied === 'done') return describeEventHook(links, hook);
  throw fault('validation', { subject: 'eventHook' }).because(
    `The hook was changed while it was verified; POST /api/v1/eventHooks/${hook.id}/lifecycle/verify again.`,
  );
};

/** After a timeout or an error, but not where the call must not be made. */
const mayBeRetried = ({ result }: EventHookAnswer): boolean => result === 'timeout' || result === 'failed';
