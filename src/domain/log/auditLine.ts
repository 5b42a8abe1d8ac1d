import { entryOf } from '../../contract/log/events.ts';
import { actorOf } from './actor.ts';
import type { LogEntry } from './logEntry.ts';
import { objectOf } from './targets.ts';

/** The version of the Elastic Common Schema that the names of the fields are from. */
const ECS_VERSION = '8.17.0';

/** Members of an entry's detail that say nothing about a person; others are written when personal data is asked for. */
const impersonal = new Set([
  ...['attempts', 'attemptsLeft', 'authenticator', 'by', 'changedAttributes', 'channel', 'deliveries', 'dryRun'],
  ...['eventId', 'eventUuid', 'factors', 'field', 'hookType', 'key', 'may', 'messageId', 'proof', 'provider'],
  ...['reasons', 'role', 'scopes', 'status', 'transactionId', 'type', 'via'],
]);

/**
 * An entry of the system log as a line of JSON with field names of the Elastic Common Schema, and a line feed. Without
 * `personal` it has ids, and neither addresses, user agents, phone numbers nor names. `JSON.stringify` escapes line feeds and
 * other control characters, so that no value can begin a line of its own.
 */
export function auditLine(entry: LogEntry, personal: boolean): string {
  const { id, at, event, outcome, reason, userId, factorId, requestId, principal, address, userAgent } = entry;
  const { label, severity } = entryOf(event);
  const actor = actorOf(entry);
  const object = objectOf(entry);
  const { traceId = requestId, ...rest } = entry.detail ?? {};
  const detail = Object.entries(rest).filter(([name]) => personal || impersonal.has(name));
  const line = {
    '@timestamp': at.toString({ fractionalSecondDigits: 3 }),
    'log.level': outcome === 'SUCCESS' && severity === undefined ? 'info' : 'warn',
    message: label,
    'ecs.version': ECS_VERSION,
    'event.dataset': 'cofactor.audit',
    'event.kind': 'event',
    'event.id': id,
    'event.action': event,
    'event.category': [categoryOf(event)],
    'event.outcome': outcome === 'SUCCESS' ? 'success' : 'failure',
    'event.reason': reason,
    'trace.id': traceId,
    'transaction.id': requestId,
    'user.id': actor.id,
    'user.target.id': userId === '' ? undefined : userId,
    'source.ip': personal ? address : undefined,
    'user_agent.original': personal ? userAgent : undefined,
    'cofactor.outcome': outcome,
    'cofactor.actor.type': actor.type,
    'cofactor.session.id': principal?.sessionId,
    'cofactor.factor.id': factorId,
    'cofactor.target.id': object?.id,
    'cofactor.target.type': object?.type,
    'cofactor.detail': detail.length === 0 ? undefined : Object.fromEntries(detail),
  };
  // Terminals read some characters that JSON leaves alone as commands (C1, ECMA-48) or as another direction of the text.
  return `${JSON.stringify(line).replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, escaped)}\n`;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** `event.category` of the Elastic Common Schema: the first that fits. */
function categoryOf(event: string): 'authentication' | 'session' | 'api' | 'iam' | 'configuration' {
  if (event.startsWith('user.session.')) return 'session';
  if (/^user\.(authentication|mfa\.okta_verify)\.|^cofactor\.(push|address|failures|factor\.challenge)/.test(event)) {
    return 'authentication';
  }
  if (/^system\..*\.send_/.test(event)) return 'api';
  return /^(user|cofactor\.(user|factor|device))\./.test(event) ? 'iam' : 'configuration';
}
