import type { Tracing } from '../domain/tracing/tracing.ts';
import { type CallOptions, createHooks } from './callHook.ts';
import type { EventHookCalls } from './eventHook.ts';
import { createEventHookCalls } from './eventHookCalls.ts';
import type { Hooks } from './hook.ts';

/** The way to hooks of both kinds, behind one guard and with one time for an answer: three seconds when it is undefined. */
export function createCalls(
  guard: CallOptions['guard'],
  timeoutMs: number | undefined,
  tracing?: Tracing,
): { readonly hooks: Hooks; readonly eventHooks: EventHookCalls } {
  const options = { guard, ...(timeoutMs !== undefined && { timeoutMs }) };
  return {
    hooks: createHooks({ ...options, traced: { tracing, what: 'telephony hook' } }),
    // Events are told when nothing else is under way.
    eventHooks: createEventHookCalls({ ...options, traced: { tracing, what: 'event hook', alone: true } }),
  };
}
