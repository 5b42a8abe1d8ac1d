import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers';
import type { FastifyRequest } from 'fastify';
import { type Fault, fault } from '../domain/values/fault.ts';
import { keyedServices } from '../operations/shared/keyedServices.ts';
import type { Services } from '../operations/shared/services.ts';
import { DatabaseUnavailable } from '../store/shared/databaseUnavailable.ts';
import type { KeyHold } from '../store/shared/keyHold.ts';
import type { Reservation } from '../store/store.ts';
import { toFault } from './replies/errors.ts';
import { ownHeaders } from './replies/ownHeaders.ts';
import { faultReply, type WireReply } from './replies/wireReply.ts';

/** Milliseconds between looks at a request that is still being answered: about five seconds altogether. */
const WAITS_MS = [20, 40, 80, 160, 300, 400, ...Array<number>(8).fill(500)] as const;
const KEY = /^[\x20-\x7e]{1,255}$/;

/** A request that may carry a key: who sends it, and what it is. */
interface Keyed {
  readonly tokenId: string;
  readonly request: FastifyRequest;
  /** As checked; the fingerprint is made of it, so that blanks between do not matter. */
  readonly body: unknown;
}

/**
 * Carries a request with an `Idempotency-Key` out once. Whoever sends it again, also at the same time or after a
 * restart, gets the first one's reply, errors too, marked `idempotency-replayed: true`, for 24 hours. What changed
 * nothing (400, 404, 5xx) and what was only refused for now (429) is not kept: then the same key may be tried again.
 */
export async function answerOnce(
  services: Services,
  keyed: Keyed,
  answer: (services: Services) => Promise<WireReply>,
): Promise<WireReply> {
  const key = keyed.request.headers['idempotency-key'];
  if (key === undefined) return answer(services);
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw fault('validation', { subject: 'Idempotency-Key' }).because(
      'Idempotency-Key: 1 to 255 printable ASCII characters, different for each thing to be done.',
    );
  }
  const { tokenId, request } = keyed;
  const hold: KeyHold = { tokenId, keyDigest: digest(key), attempt: request.id };
  const reserved = await reserve(services, hold, fingerprint(keyed));
  return reserved.is === 'answered' ? replayed(reserved.reply as WireReply) : carryOut(services, hold, answer);
}

/** The key is ours, or somebody has answered; whoever is about to is waited for. */
async function reserve(
  { store, now }: Services,
  hold: KeyHold,
  request: string,
): Promise<Extract<Reservation, { is: 'ours' | 'answered' }>> {
  for (const wait of [...WAITS_MS, undefined]) {
    const reserved = await store.idempotency.reserve(hold, request, now());
    if (reserved.is === 'ours') return reserved;
    if (reserved.request !== request) throw reused();
    if (reserved.is === 'answered') return reserved;
    if (reserved.is === 'lost') throw lost();
    if (wait !== undefined) await pause(wait);
  }
  throw fault('keyBusy')
    .because('Send the same request with the same key again, a little later.')
    .hinting({ reason: 'IDEMPOTENCY_KEY_BUSY', retryAfterSeconds: 1 });
}

async function carryOut(
  services: Services,
  hold: KeyHold,
  answer: (services: Services) => Promise<WireReply>,
): Promise<WireReply> {
  const keyed = keyedServices(services, hold);
  const { idempotency } = services.store;
  try {
    const reply = await answer(keyed.services).catch(expected);
    if (keyed.changed() && reply.status !== 429) await idempotency.keep(hold, reply, services.now());
    else await idempotency.release(hold);
    return reply;
  } catch (error) {
    // The database may be what failed. Then the key is free, or known to be lost, when the hold runs out; the caller, who
    // has waited for it once, does not wait for it again.
    const tidied = (keyed.changed() ? idempotency.lose(hold) : idempotency.release(hold)).catch(() => {});
    if (!(error instanceof DatabaseUnavailable)) await tidied;
    throw error;
  }
}

/** A failure callers are told of is an answer like any other; one of ours is thrown on. */
function expected(error: unknown): WireReply {
  const failed = toFault(error);
  if (failed.error === 'internal' || failed.error === 'unavailable') throw error;
  return faultReply(failed);
}

const replayed = (reply: WireReply): WireReply => ({
  ...reply,
  headers: { ...reply.headers, [ownHeaders.replayed]: 'true' },
});

const reused = (): Fault =>
  fault('keyReused')
    .because('Its method, path, query or body was another one. Make a new key for each thing to be done.')
    .hinting({ reason: 'IDEMPOTENCY_KEY_REUSED' });

const lost = (): Fault =>
  fault('answerLost')
    .because('See what is there with GET /api/v1/users/{userId}/factors, and go on with a new key.')
    .hinting({ reason: 'ANSWER_LOST' });

/** The digest of a request, whoever sent it. Kept sealed: a body may be one of few possible ones, like a passCode. */
const fingerprint = ({ request: { method, url }, body }: Keyed): string => digest(JSON.stringify([method, url, body]));

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
