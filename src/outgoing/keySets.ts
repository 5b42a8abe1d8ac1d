import type { KeySets } from '../domain/oauth/keySets.ts';
import { type PublicKey, readPublicKey } from '../domain/oauth/publicKey.ts';
import { MAX_KEYS } from '../domain/oauth/serviceApp.ts';
import { readLimited } from './readLimited.ts';

/** Parts of a reader of key sets. */
interface KeySetOptions {
  /** Goes only to addresses that may be reached, and follows no redirects. */
  readonly fetch: typeof fetch;
  readonly uriProblem: KeySets['uriProblem'];
  readonly monotonicMs: () => number;
}

/** A set that was read, or that could not be. */
interface Entry {
  readonly keys: readonly PublicKey[] | undefined;
  readonly askedMs: number;
  /** When `keys` were read. */
  readonly readMs: number;
}

/** A set is used for this long without being asked for again. */
const FRESH_MS = 5 * 60_000;
/** It is asked for again at most so often, whatever tokens claim to be signed by: nobody uses us to flood its owner. */
const PAUSE_MS = 30_000;
/** It is used for this long where its owner does not answer any more. */
const STALE_MS = 60 * 60_000;
const TIMEOUT_MS = 3_000;
const MAX_BYTES = 64 * 1024;
/** More sets are not kept: the one that was asked for first goes. */
const MAX_SETS = 1_000;

/** Reads key sets, keeps them for five minutes, and asks for none more often than twice a minute. */
export function createKeySets({ fetch, uriProblem, monotonicMs }: KeySetOptions): KeySets {
  const known = new Map<string, Entry>();
  const asking = new Map<string, Promise<Entry>>();

  async function ask(uri: string): Promise<Entry> {
    const before = known.get(uri);
    const askedMs = monotonicMs();
    const keys = await readKeys(fetch, uri).catch(() => undefined);
    const kept = before && askedMs - before.readMs < STALE_MS ? before : undefined;
    const entry = keys ? { keys, askedMs, readMs: askedMs } : { keys: kept?.keys, askedMs, readMs: kept?.readMs ?? 0 };
    known.delete(uri);
    if (known.size >= MAX_SETS) known.delete(known.keys().next().value ?? '');
    known.set(uri, entry);
    return entry;
  }

  /** All who want the same set at once wait for one request. */
  function askOnce(uri: string): Promise<Entry> {
    const pending = asking.get(uri) ?? ask(uri).finally(() => asking.delete(uri));
    asking.set(uri, pending);
    return pending;
  }

  return {
    uriProblem,
    async keys(uri, kid) {
      const entry = known.get(uri);
      const age = entry ? monotonicMs() - entry.askedMs : Number.POSITIVE_INFINITY;
      const has = entry?.keys && (kid === undefined || entry.keys.some((key) => key.kid === kid));
      if (entry && age < (has ? FRESH_MS : PAUSE_MS)) return entry.keys;
      return (await askOnce(uri)).keys;
    },
  };
}

async function readKeys(get: typeof fetch, uri: string): Promise<readonly PublicKey[] | undefined> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const reply = await get(uri, { headers: { accept: 'application/json' }, redirect: 'manual', signal });
  if (reply.status !== 200) {
    await reply.body?.cancel();
    return undefined;
  }
  const text = await readLimited(reply, MAX_BYTES);
  const { keys } = JSON.parse(text ?? '{}') as { readonly keys?: unknown };
  if (!Array.isArray(keys) || keys.length > MAX_KEYS) return undefined;
  // Sets hold keys for encryption and of kinds that are yet to come: those are no reason to refuse the others.
  return keys.map(readPublicKey).filter((key): key is PublicKey => typeof key !== 'string');
}
