import type { Caller } from '../../../contract/shared/operation.ts';
import type { Limit } from '../../../domain/budgets/budgets.ts';
import type { PromptSecrets } from '../../../domain/factors/duo.ts';
import { hasEnded } from '../../../domain/values/lifetime.ts';
import { sameSecret } from '../../../domain/values/sameSecret.ts';
import { logEntry } from '../../shared/logEntry.ts';
import type { Services } from '../../shared/services.ts';
import { settleOutside } from './followOutside.ts';
import { type OpenPage, openPage, type PageRef } from './outsidePage.ts';
import { unlessRefused } from './unlessRefused.ts';

/** The path at which browsers come back from the page of an outside service. */
export const CALLBACK_PATH = '/duo/callback';
/** The time somebody has there; the question itself lives no longer. */
export const AT_SERVICE = Temporal.Duration.from({ minutes: 5 });
const PURPOSE = 'visit to the page of an outside service';
const SECRET_BYTES = 32;
const MOST_CODE = 1_024;

/** A visit while its person is at the service; the browser keeps it in a cookie, sealed. */
interface Visiting extends PageRef, PromptSecrets {
  readonly since: string;
}

/** The address to go to, and what the browser has to bring back from there; undefined where the service is not heard. */
export async function beginVisit(
  services: Services,
  { outside, userName, transaction }: OpenPage,
): Promise<{ readonly location: string; readonly sealed: string } | undefined> {
  const secret = () => Buffer.from(services.random(SECRET_BYTES)).toString('base64url');
  const secrets = { state: secret(), nonce: secret() };
  const redirectUri = services.links.absolute(CALLBACK_PATH);
  const answer = await outside.pageUrl({ ...secrets, userName, redirectUri }, services);
  if (answer.is !== 'url') return undefined;
  const { userId, factorId, id: transactionId } = transaction;
  const visiting: Visiting = { userId, factorId, transactionId, ...secrets, since: services.now().toString() };
  return { location: answer.url, sealed: services.seals.seal(visiting, PURPOSE) };
}

/**
 * The outcome of a visit, as its browser is told. `over`: not begun by this browser, or it came back before; `gone`: the factor
 * or its user is, since the browser came back.
 */
export type VisitOutcome = 'verified' | 'rejected' | 'failed' | 'over' | 'gone';

/** The parameters with which a browser comes back. */
export interface Return {
  readonly state: string | undefined;
  readonly code: string | undefined;
}

/**
 * Ends a visit: the browser that began it comes back with its state, once, while its question waits. Only then is the code
 * redeemed, and what it stands for is the answer to that question and to no other.
 */
export async function endVisit(
  services: Services,
  sealed: string | undefined,
  { state, code }: Return,
  caller: Caller,
): Promise<VisitOutcome> {
  const visiting = openVisit(services, sealed);
  if (!visiting || state === undefined || !sameSecret(visiting.state, state)) return 'over';
  const { userId, factorId, transactionId, nonce } = visiting;
  const open = await openPage(services, { userId, factorId, transactionId }, caller);
  if (!open || !(await isFirst(services, visiting))) return 'over';
  // Duo says so where the user gave up, or is not to be asked.
  if (code === undefined || code === '' || code.length > MOST_CODE) return 'failed';
  const redirectUri = services.links.absolute(CALLBACK_PATH);
  const visit = { state, nonce, userName: open.userName, redirectUri };
  const verdict = await open.outside.redeem(visit, code, services);
  if (verdict.is === 'unanswered') {
    const { reason } = open.outside.silence(verdict);
    const event = 'user.authentication.auth_via_mfa';
    const said = { event, outcome: 'FAILURE', reason, userId, factorId, detail: { transactionId } } as const;
    await services.store.apply([logEntry({ caller, now: services.now() }, said)]);
    return 'failed';
  }
  const settled = await unlessRefused(() => settleOutside(services, open.transaction, verdict, caller));
  if (!settled) return 'gone';
  return settled.transaction.status === 'SUCCESS' ? 'verified' : 'rejected';
}

/** Whether a visit comes back for the first time, on any process. */
async function isFirst({ store, now }: Services, { state }: Visiting): Promise<boolean> {
  const once: Limit = {
    key: `visit:${state}`,
    rule: { type: 'window', max: 1, per: AT_SERVICE },
    error: 'tooManyRequests',
  };
  return (await store.limits.spend([once], now())).ok;
}

function openVisit({ seals, now }: Services, sealed: string | undefined): Visiting | undefined {
  if (sealed === undefined) return undefined;
  try {
    const visiting = seals.open(sealed, PURPOSE) as Visiting;
    const until = Temporal.Instant.from(visiting.since).add(AT_SERVICE);
    return hasEnded(until, AT_SERVICE, now()) ? undefined : visiting;
  } catch {
    return undefined;
  }
}
