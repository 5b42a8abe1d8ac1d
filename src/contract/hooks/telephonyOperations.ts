import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { TelephonyReply, TelephonyRequest } from './telephony.ts';

/** The other end of a telephony inline hook: an Okta org asks us to carry its messages (facts 182 to 187). */
export const telephonyOperations = {
  receiveTelephony: operation({
    method: 'POST',
    path: '/hooks/okta/telephony',
    scope: 'cofactor.messages.send',
    summary: 'Send a text message or make a call for an Okta org that has this as its telephony inline hook',
    params: None,
    query: None,
    body: TelephonyRequest,
    acceptsHookSecret: true,
    status: 200,
    reply: TelephonyReply,
    errors: [],
  }),
} as const;
