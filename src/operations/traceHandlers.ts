import { explainUser } from './explain/explainUser.ts';
import { listLogEvents } from './log/listLogEvents.ts';
import { listMessages } from './messages/listMessages.ts';

/** The handlers of the operations that say what happened. */
export const traceHandlers = { listUserMessages: listMessages, explainUser, listLogEvents } as const;
