import { eventHookCursors, eventHookDeliveries } from '../../schema/eventHooks.ts';
import { helpDeskRequests } from '../../schema/helpDesk.ts';
import { idempotencyKeys } from '../../schema/idempotency.ts';
import { log, logPostings, logSegments } from '../../schema/log.ts';
import { messageReferences, messages } from '../../schema/messages.ts';
import { declare } from './declare.ts';

/** Tables of what happened: the log, messages, and what is kept of requests. */
export const happenings = {
  log: declare(log, {
    data: 'the system log: what happened to whom, by whom, from which address and browser',
    why: 'to find out what happened, who did it, and whether somebody is attacked',
    kept: '90 days (`--retain-log`)',
    about: { among: 'log' },
    left: 'ids, events and times, until they are too old; no name, address, browser, number or words',
    personal: ['at', 'event', 'outcome'],
    partly: {
      reason: 'words about others than the person',
      address: 'addresses of others than the person',
      user_agent: 'browsers of others than the person',
      detail: 'addresses, numbers, names and words about others than the person',
      principal: 'roles and sessions of others than the person',
    },
    pseudonymous: ['user_id', 'id', 'factor_id', 'actor', 'request_id', 'actor_id', 'object_id'],
    impersonal: ['position'],
  }),
  log_segments: declare(logSegments, {
    data: 'parts of the log that are indexed',
    why: 'to find events',
    kept: 'as the entries',
    impersonal: ['n', 'first', 'through', 'entries', 'first_at', 'last_at'],
  }),
  log_postings: declare(logPostings, {
    data: '25 bits of a hash of ids and addresses in the log',
    why: 'to find events by them',
    kept: 'as the entries',
    about: { not: 'too few bits to tell whose they are' },
    left: 'the bits, until the entries are too old',
    pseudonymous: ['postings'],
    impersonal: ['id'],
  }),
  messages: declare(messages, {
    data: 'each message: to which number or mailbox (masked, and whole but sealed), why, and what became of it; never its code',
    why: 'to explain why one did not come, to see fraud, and to know what was paid for',
    kept: '90 days (`--retain-messages`)',
    about: { where: 'user_id = $1' },
    personal: [
      ...(['channel', 'purpose', 'recipient', 'country', 'template_id', 'language', 'status', 'attempts'] as const),
      ...(['reason', 'created_at', 'expires_at', 'sent_at', 'reported_at', 'verified_at', 'address'] as const),
    ],
    pseudonymous: ['user_id', 'id', 'factor_id', 'challenge_id', 'request_id'],
    secret: { address_hash: 'keyed hash of the recipient', tail_hash: 'keyed hash of its last four digits' },
  }),
  message_references: declare(messageReferences, {
    data: "providers' own ids of messages",
    why: "to match providers' reports of delivery",
    kept: 'as the messages',
    about: { where: 'user_id = $1' },
    pseudonymous: ['provider', 'reference', 'user_id', 'message_id'],
  }),
  help_desk_requests: declare(helpDeskRequests, {
    data: 'what the help desk asked to do to a person: why, by whom, who agreed',
    why: 'so that nobody takes factors away whom neither the owner nor a second administrator let',
    kept: 'about 32 days, or until the user is deleted',
    about: { where: 'user_id = $1' },
    left: 'ids of who asked or decided, in requests about others',
    personal: ['action', 'status', 'approval', 'reason', 'ticket', 'created_at', 'expires_at', 'used_at'],
    pseudonymous: [
      ...(['id', 'user_id', 'factor_ids', 'remaining', 'factor_id', 'transaction_id', 'requester'] as const),
      ...(['requester_user_id', 'decided_by'] as const),
    ],
    impersonal: ['version'],
  }),
  event_hook_cursors: declare(eventHookCursors, {
    data: 'how far each event hook has been told',
    why: 'to tell it the rest',
    kept: 'as the hook',
    impersonal: ['hook_id', 'position', 'log_id', 'gaps', 'stopped', 'claim', 'claimed_until'],
  }),
  event_hook_deliveries: declare(eventHookDeliveries, {
    data: 'events that a hook has not taken, by their ids in the log alone',
    why: 'to send them again',
    kept: 'as the entries of the log',
    impersonal: ['hook_id', 'log_position', 'log_id', 'status', 'attempts', 'reason', 'failed_at', 'next_at'],
  }),
  idempotency_keys: declare(idempotencyKeys, {
    data: 'answers to requests that had an Idempotency-Key, sealed',
    why: 'to carry a request out once',
    kept: '24 hours',
    about: { not: 'they repeat for a day what stands elsewhere in this table, and may have secrets in them' },
    pseudonymous: ['token_id', 'expires_ms', 'held_until_ms', 'changed', 'attempt'],
    secret: {
      key_digest: 'digest of the key',
      request: 'digest of the request, sealed',
      reply: 'the answer, sealed',
    },
  }),
};
