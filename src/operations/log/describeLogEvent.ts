import { entryOf } from '../../contract/log/events.ts';
import type { LogEventResource } from '../../contract/log/logEvent.ts';
import { actorOf } from '../../domain/log/actor.ts';
import { credentialOf } from '../../domain/log/credentials.ts';
import type { StoredEntry } from '../../domain/log/logEntry.ts';
import { changesOf, objectOf } from '../../domain/log/targets.ts';
import { readUserAgent } from '../../domain/log/userAgents.ts';
import type { Names } from './names.ts';

const UNKNOWN = 'unknown';

/** An entry of the log as Okta shows an event (facts 211 to 213). What the service does not know is null, as at Okta. */
export function describeLogEvent(entry: StoredEntry, names: Names): LogEventResource {
  const { event, outcome, reason, place, at, requestId, detail = {}, principal, actor, factorId } = entry;
  const { label, severity } = entryOf(event);
  return {
    uuid: place.id,
    published: at.toString({ fractionalSecondDigits: 3 }),
    eventType: event,
    version: '0',
    severity: outcome === 'SUCCESS' ? (severity ?? 'INFO') : 'WARN',
    legacyEventType: event === 'user.mfa.factor.activate' ? 'core.user.factor.activate' : null,
    displayMessage: label,
    actor: { ...actorOf(entry), ...names.actor(actorOf(entry)), detailEntry: null },
    client: clientOf(entry),
    authenticationContext: authenticationOf(entry),
    outcome: { result: outcome, reason: reason ?? null },
    target: targetsOf(entry, names),
    transaction: {
      type: requestId === undefined ? 'JOB' : 'WEB',
      id: requestId ?? UNKNOWN,
      detail: principal?.kind === 'apiToken' && actor !== undefined ? { requestApiTokenId: actor } : {},
    },
    request: requestOf(entry),
    debugContext: {
      debugData: {
        ...detail,
        ...(requestId !== undefined && { requestId }),
        ...(factorId && credentialOf(factorId) && { factor: credentialOf(factorId)?.factor }),
      } as Record<string, string>,
    },
    securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
  };
}

function clientOf({ userAgent, address, principal, actor }: StoredEntry): LogEventResource['client'] {
  const facts = userAgent === undefined ? undefined : readUserAgent(userAgent);
  return {
    userAgent:
      userAgent === undefined || !facts ? null : { rawUserAgent: userAgent, os: facts.os, browser: facts.browser },
    // The word, not the value (fact 211).
    zone: 'null',
    device: facts?.device ?? 'Unknown',
    id: principal?.kind === 'serviceApp' ? (actor ?? null) : null,
    ipAddress: address ?? null,
    geographicalContext: null,
  };
}

function authenticationOf({ event, factorId, principal }: StoredEntry): LogEventResource['authenticationContext'] {
  const isProof = event === 'user.authentication.auth_via_mfa' || event === 'user.session.start';
  const credential = isProof && factorId ? credentialOf(factorId) : undefined;
  return {
    authenticationProvider: credential ? 'FACTOR_PROVIDER' : null,
    credentialProvider: credential?.credentialProvider ?? null,
    credentialType: credential?.credentialType ?? null,
    issuer: null,
    interface: null,
    authenticationStep: 0,
    externalSessionId: principal?.sessionId ?? UNKNOWN,
  };
}

/** The user, the factor, and the thing an event is about, as far as it has them; the last of them has what changed. */
function targetsOf(entry: StoredEntry, names: Names): LogEventResource['target'] {
  const { userId, factorId } = entry;
  const object = objectOf(entry);
  const named = [
    ...(userId === '' ? [] : [{ id: userId, type: 'User', ...names.actor({ id: userId, type: 'User' }) }]),
    ...(factorId
      ? [
          {
            id: factorId,
            type: 'AuthenticatorEnrollment',
            alternateId: UNKNOWN,
            displayName: credentialOf(factorId)?.name ?? UNKNOWN,
          },
        ]
      : []),
    ...(object
      ? [{ id: object.id, type: object.type, alternateId: UNKNOWN, displayName: object.name ?? UNKNOWN }]
      : []),
  ];
  const changes = changesOf(entry);
  return named.map((target, at) => ({
    ...target,
    detailEntry: at === named.length - 1 && changes ? { ...changes } : null,
  }));
}

const requestOf = ({ address }: StoredEntry): LogEventResource['request'] => ({
  ipChain:
    address === undefined
      ? []
      : [{ ip: address, version: address.includes(':') ? 'V6' : 'V4', geographicalContext: null, source: null }],
});
