import type { EventHookCall } from '../contract/hooks/eventHook.ts';
import type { HookTarget } from '../domain/hooks/inlineHook.ts';

/**
 * The outcome of calling an event hook: taken, refused (4xx, or a wrong answer to a challenge), failed (another status, no
 * connection), timeout, or blocked by the guard. Reasons are for administrators: nothing of the address or the answer.
 */
export type EventHookAnswer =
  | { readonly result: 'accepted' }
  | { readonly result: 'refused' | 'failed' | 'timeout' | 'blocked'; readonly reason: string };

/** Event hooks as operations see them. Calls have three seconds (fact 198) and never throw. */
export interface EventHookCalls {
  /** Sends one event. */
  deliver(target: HookTarget, body: EventHookCall): Promise<EventHookAnswer>;
  /** Asks the address whether it wants to be called (fact 197). */
  challenge(target: HookTarget, challenge: string): Promise<EventHookAnswer>;
  /** Why an address is none a hook may have; undefined when it is. */
  uriProblem(uri: string): string | undefined;
}
