import { setTimeout } from 'node:timers/promises';
import type { Duo, DuoAsked, DuoKeys, DuoMethod, DuoSettings, DuoVerdict } from '../../domain/factors/duo.ts';
import { type ApiReply, callAuthApi, refusalIn, verdictIn } from './authApi.ts';
import { unanswered } from './exchange.ts';
import { authorizeUrl, healthProblem, redeemCode } from './universalPrompt.ts';

/** Parts of Duo. */
export interface DuoParts {
  /** Goes only to addresses that may be reached, and bounds the time and the length of replies. */
  readonly fetch: typeof fetch;
  /** `fetch` for a reply that Duo holds back until something happens. */
  readonly longFetch: typeof fetch;
  readonly settings: () => Promise<DuoSettings>;
  readonly originProblem: Duo['originProblem'];
  readonly random: (bytes: number) => Uint8Array;
  readonly now: () => Temporal.Instant;
  /** Milliseconds for which somebody waits for the state of a question. */
  readonly patienceMs: number;
  /** Reports a failure of ours that no caller hears of. */
  readonly onError: (error: unknown) => void;
}

/** A question after which Duo is being asked. */
interface Followed {
  readonly pending: ReturnType<Duo['follow']>;
  /** Whether somebody who waits no longer is to be told of the verdict. */
  hasListener: boolean;
}

/** The state of a question where Duo takes longer than somebody waits. */
const IMPATIENT = { is: 'waiting' } as const;

/** Requests that wait for Duo at once; more find it busy, and are not sent. */
const MOST_AT_ONCE = 256;
/**
 * Questions after which Duo is being asked at once; others wait. Each may be for as long as a person takes: they must not take
 * the places of passcodes and new questions, which Duo replies to at once.
 */
const MOST_FOLLOWED = 1_024;
const WAITS = { is: 'waiting' } as const;
const WRONG = { is: 'rejected', reason: 'OTHER_APPLICATION' } as const;
const NOT_CONFIGURED = unanswered('NOT_CONFIGURED', false);

/** Duo, as the organization's settings describe it at each call. */
export function createDuo(parts: DuoParts): Duo {
  const ending = new AbortController();
  const followed = new Map<string, Followed>();
  const [asking, following] = [
    { most: MOST_AT_ONCE, taken: 0 },
    { most: MOST_FOLLOWED, taken: 0 },
  ];

  async function call(keys: DuoKeys, path: string, params: Readonly<Record<string, string>>, send = parts.fetch) {
    const method = path === 'auth_status' ? 'GET' : 'POST';
    const until: typeof fetch = (url, init) => send(url, { ...init, signal: ending.signal });
    return callAuthApi(until, keys, { method, path: `/auth/v2/${path}`, params }, parts.now());
  }

  /** Does what needs the keys, in one of the places there are. */
  async function withKeys<T>(
    work: (keys: DuoKeys, settings: DuoSettings) => Promise<T>,
    places = asking,
  ): Promise<T | ReturnType<typeof unanswered>> {
    const settings = await parts.settings();
    if (!settings.keys) return NOT_CONFIGURED;
    if (places.taken >= places.most) return unanswered('BUSY', false);
    places.taken += 1;
    try {
      return await work(settings.keys, settings);
    } finally {
      places.taken -= 1;
    }
  }

  async function preauth(keys: DuoKeys, userName: string, { allowBypass }: DuoSettings) {
    const reply = await call(keys, 'preauth', { username: userName });
    // The passcode was not in it.
    if (reply.is !== 'reply') return { ...reply, sent: false };
    const refused = refusalIn(reply.response, allowBypass);
    return refused?.is === 'unanswered' ? { ...refused, sent: false } : refused;
  }

  const judge: Duo['judge'] = (userName, passCode) =>
    withKeys(async (keys, settings): Promise<DuoVerdict> => {
      if (settings.application !== 'AUTH_API') return WRONG;
      if (!/^[\x21-\x7e]{1,64}$/.test(passCode)) return { is: 'rejected', reason: 'WRONG_CODE' };
      const refused = await preauth(keys, userName, settings);
      if (refused) return refused;
      const reply = await call(keys, 'auth', { username: userName, factor: 'passcode', passcode: passCode });
      return reply.is === 'reply' ? verdictIn(reply.response, settings.allowBypass, 'WRONG_CODE') : reply;
    });

  const ask: Duo['ask'] = (userName, method) =>
    withKeys(async (keys, settings): Promise<DuoAsked> => {
      if (settings.application === 'WEB_SDK') {
        if (method !== undefined) return WRONG;
        return (await healthProblem(parts, keys)) ?? { is: 'prompt' };
      }
      const refused = await preauth(keys, userName, settings);
      if (refused) return refused;
      const factor: DuoMethod = method ?? 'push';
      const params = { username: userName, factor, device: 'auto', async: '1' };
      return ticketIn(await call(keys, 'auth', params), factor);
    });

  async function followOnce(ticket: string): ReturnType<Duo['follow']> {
    const found = await withKeys(async (keys, { allowBypass }) => {
      const reply = await call(keys, 'auth_status', { txid: ticket }, parts.longFetch);
      if (reply.is !== 'reply') return reply.reason === 'TIMEOUT' ? WAITS : reply;
      if (reply.response.result === 'waiting') return WAITS;
      return verdictIn(reply.response, allowBypass, 'DENIED');
    }, following);
    // There was no place to ask; the next poll may find one.
    return found.is === 'unanswered' && found.reason === 'BUSY' && !found.sent ? WAITS : found;
  }

  function followedOf(ticket: string): Followed {
    const known = followed.get(ticket);
    if (known) return known;
    const one = { pending: followOnce(ticket).finally(() => followed.delete(ticket)), hasListener: false };
    followed.set(ticket, one);
    return one;
  }

  return {
    names: () => parts.settings(),
    originProblem: parts.originProblem,
    judge,
    ask,

    refusal: (userName) =>
      withKeys(async (keys, settings) =>
        settings.application === 'AUTH_API' ? preauth(keys, userName, settings) : undefined,
      ),

    /** All who ask after one question wait for one request: Duo holds it back until the user has answered. */
    async follow(ticket, late) {
      const one = followedOf(ticket);
      const patience = new AbortController();
      const over = setTimeout(parts.patienceMs, IMPATIENT, { signal: patience.signal }).catch(() => IMPATIENT);
      try {
        const found = await Promise.race([one.pending, over]);
        if (found === IMPATIENT && !one.hasListener) {
          one.hasListener = true;
          const tell = async (verdict: Awaited<typeof one.pending>) => verdict.is !== 'waiting' && late(verdict);
          one.pending.then(tell).catch(parts.onError);
        }
        return found;
      } finally {
        patience.abort();
      }
    },

    promptUrl: (visit) =>
      withKeys(async (keys, { application }) => {
        if (application !== 'WEB_SDK') return NOT_CONFIGURED;
        const problem = await healthProblem(parts, keys);
        return problem ?? { is: 'url', url: await authorizeUrl(parts, keys, visit) };
      }),

    redeem: (visit, code) =>
      withKeys(async (keys, { allowBypass }) => redeemCode(parts, keys, visit, code, allowBypass)),

    close: () => ending.abort(),
  };
}

/** The name of a question that Duo has put to the user; codes it has sent are none. */
function ticketIn(reply: ApiReply, factor: DuoMethod): DuoAsked {
  if (reply.is !== 'reply') return reply;
  const { txid } = reply.response;
  if (typeof txid !== 'string' || !/^[\w-]{1,100}$/.test(txid)) return unanswered('UNREADABLE', true);
  return factor === 'sms' ? { is: 'sent' } : { is: 'asked', ticket: txid };
}
