import { createHelpDeskRequest } from './createRequest.ts';
import { decideHelpDeskRequest, listHelpDeskRequests } from './decideRequest.ts';
import { getHelpDeskPolicy, replaceHelpDeskPolicy } from './policy.ts';
import { getHelpDeskRequest, proveHelpDeskRequest } from './proveRequest.ts';

/** The handlers of the operations by which the help desk is let act, and its rules. */
export const helpDeskHandlers = {
  createHelpDeskRequest,
  getHelpDeskRequest,
  proveHelpDeskRequest,
  decideHelpDeskRequest,
  listHelpDeskRequests,
  getHelpDeskPolicy,
  replaceHelpDeskPolicy,
} as const;
