import { listEventHookDeliveries, replayEventHookDeliveries } from './eventHookDeliveries.ts';
import {
  activateEventHook,
  createEventHook,
  deactivateEventHook,
  deleteEventHook,
  getEventHook,
  listEventHooks,
  replaceEventHook,
} from './eventHooks.ts';
import { executeInlineHook } from './executeInlineHook.ts';
import {
  activateInlineHook,
  createInlineHook,
  deactivateInlineHook,
  deleteInlineHook,
  getInlineHook,
  listInlineHooks,
  replaceInlineHook,
  updateInlineHook,
} from './inlineHooks.ts';
import { receiveTelephony } from './receiveTelephony.ts';
import { verifyEventHook } from './verifyEventHook.ts';

/** The handlers of hooks, inline ones and those of events. */
export const hookHandlers = {
  listInlineHooks,
  createInlineHook,
  getInlineHook,
  updateInlineHook,
  replaceInlineHook,
  deleteInlineHook,
  activateInlineHook,
  deactivateInlineHook,
  executeInlineHook,
  receiveTelephony,
  listEventHooks,
  createEventHook,
  getEventHook,
  replaceEventHook,
  deleteEventHook,
  activateEventHook,
  deactivateEventHook,
  verifyEventHook,
  listEventHookDeliveries,
  replayEventHookDeliveries,
} as const;
