import { oauthErrors } from '../../contract/oauth/oauthErrors.ts';
import type { OauthFault } from '../../domain/oauth/oauthFault.ts';
import type { ServiceApp } from '../../domain/oauth/serviceApp.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

/** Entries in an hour, by each process, about one app, and about all who name no app that there is. */
const PER_HOUR = 60;
const HOUR_MS = 3_600_000;

/** A request for a token that was refused. */
export interface RefusedRequest {
  readonly refused: OauthFault;
  readonly requestId: string;
  readonly traceId?: string;
  readonly userAgent?: string;
  /** The app that the request named. */
  readonly named?: ServiceApp;
  /** Whether it is that app: its assertion held. */
  readonly recognised: boolean;
}

/**
 * Makes the function that puts refusals of the token endpoint into the log: what an app that does not get in is short of, and
 * who tries to pass for one. Strangers may ask as often as they like, so that only so many entries are made.
 */
export function createNoteRefusal({ store, now }: Pick<Services, 'store' | 'now'>) {
  const noted = new Map<string, { count: number; readonly untilMs: number }>();

  return async ({ refused, named, recognised, ...from }: RefusedRequest): Promise<void> => {
    // A step on the way to a token, and no failure (RFC 9449 section 8).
    if (refused.error === 'nonceWanted') return;
    const at = now();
    const about = named?.id ?? '';
    let hour = noted.get(about);
    if (!hour || hour.untilMs <= at.epochMilliseconds) {
      hour = { count: 0, untilMs: at.epochMilliseconds + HOUR_MS };
      noted.set(about, hour);
    }
    if (hour.count >= PER_HOUR) return;
    hour.count++;
    const principal = recognised && named ? ({ kind: 'serviceApp', id: named.id } as const) : undefined;
    const caller = { ...(principal && { principal }), ...from };
    const detail = {
      ...(named && { clientId: named.id, name: named.label }),
      error: oauthErrors[refused.error].error,
      cause: refused.message,
      ...(hour.count === PER_HOUR && { more: 'Further refusals of this hour are not noted.' }),
    };
    const reason = refused.error.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    const event = 'app.oauth2.token.grant.access_token';
    await store.apply([logEntry({ caller, now: at }, { event, outcome: 'FAILURE', reason, detail })]);
  };
}
