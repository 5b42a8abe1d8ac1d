import type { Vault } from '../../crypto/vault.ts';
import { CLOCK_SKEW } from '../../domain/values/lifetime.ts';
import type { Engine, Steps } from '../engine.ts';
import { idempotencyKeys } from '../schema/idempotency.ts';
import { keptReply, keptRequest } from '../sealed/sealedColumns.ts';
import type { KeyHold } from '../shared/keyHold.ts';
import { columns, type RowIn, read, rowsOf, select } from '../shared/query.ts';
import type { IdempotencyStore, Reservation } from '../store.ts';
import type { Writers } from '../writers.ts';

/** After this time another request may answer in the place of one that has changed nothing by then. */
const HELD_MS = 30_000;
const KEPT_MS = 24 * 60 * 60 * 1_000;
/** With every 32nd reservation, at most 100 rows that have expired are removed. */
const SWEEP_EVERY = 32;
const SWEEP_MOST = 100;

const where = 'where token_id = $1 and key_digest = $2';
const held = select(columns(idempotencyKeys, ['attempt']), `from idempotency_keys ${where} and attempt = $3`);
const keyColumns = columns(idempotencyKeys, ['attempt', 'request', 'reply', 'changed', 'held_until_ms', 'expires_ms']);
const byKey = select(keyColumns, `from idempotency_keys ${where}`);
type KeyRow = RowIn<typeof keyColumns>;

/** Keys of requests that are answered once, with what they were answered. */
export function idempotencyStore(engine: Engine, vault: Vault): IdempotencyStore {
  let reservations = 0;
  const ours = (hold: KeyHold) => [hold.tokenId, hold.keyDigest, hold.attempt] as const;

  return {
    async reserve(hold, request, now) {
      const nowMs = now.epochMilliseconds;
      if (reservations++ % SWEEP_EVERY === 0) await engine.write(() => sweep(nowMs));
      return engine.write(
        () => reserveSteps(hold, { request, nowMs, vault }),
        ({ is }) => is === 'ours',
      );
    },

    async keep(hold, reply, now) {
      const values = [...ours(hold), keptReply.seal(vault, reply, rowOf(hold)), now.epochMilliseconds + KEPT_MS];
      const text = `update idempotency_keys set reply = $4, expires_ms = $5, changed = 1 ${where} and attempt = $3`;
      await engine.write(() => one({ text, values }));
    },

    async release(hold) {
      const text = `delete from idempotency_keys ${where} and attempt = $3 and reply is null`;
      await engine.write(() => one({ text, values: ours(hold) }));
    },

    async lose(hold) {
      const text = `update idempotency_keys set held_until_ms = 0 ${where} and attempt = $3 and reply is null`;
      await engine.write(() => one({ text, values: ours(hold) }));
    },

    async holds(hold) {
      return (await read(engine, held, ours(hold))).length > 0;
    },
  };
}

export const idempotencyWrites: Writers<'markKey'> = {
  /** The mark that a change was made for a key, and the proof that nobody else answers in its place by now. */
  *markKey({ hold }) {
    const marked = yield {
      text: `update idempotency_keys set changed = 1 ${where} and attempt = $3 and reply is null returning attempt`,
      values: [hold.tokenId, hold.keyDigest, hold.attempt],
    };
    return marked.length === 0 ? 'stale' : 'done';
  },
};

interface Reserving {
  readonly request: string;
  readonly nowMs: number;
  readonly vault: Vault;
}

function* reserveSteps(hold: KeyHold, { request, nowMs, vault }: Reserving): Steps<Reservation> {
  const { tokenId, keyDigest, attempt } = hold;
  const sealed = keptRequest.seal(vault, request, rowOf(hold));
  const fresh = [tokenId, keyDigest, attempt, sealed, nowMs + HELD_MS, nowMs + KEPT_MS];
  for (;;) {
    const won = yield {
      text: `insert into idempotency_keys
        (token_id, key_digest, attempt, request, changed, held_until_ms, expires_ms) values ($1, $2, $3, $4, 0, $5, $6)
        on conflict (token_id, key_digest) do nothing returning attempt`,
      values: fresh,
    };
    if (won.length > 0) return { is: 'ours' };
    const [row] = rowsOf(keyColumns, yield { text: byKey.text, values: [tokenId, keyDigest] });
    if (row && !isFree(row, nowMs)) return readReservation(row, vault, rowOf(hold), nowMs);
    const taken = yield {
      text: `update idempotency_keys set attempt = $3, request = $4, changed = 0, held_until_ms = $5, expires_ms = $6,
        reply = null ${where} and attempt = $7 returning attempt`,
      values: [...fresh, row?.attempt ?? ''],
    };
    if (taken.length > 0) return { is: 'ours' };
  }
}

/** A hold from the future is one of a clock that has been put back since: nobody waits for it until then. */
const isHeld = (until: number, nowMs: number): boolean =>
  until > nowMs && until <= nowMs + HELD_MS + CLOCK_SKEW.total('milliseconds');

/** Over, or given up by a request that died before it changed anything. */
const isFree = ({ reply, changed, held_until_ms, expires_ms }: KeyRow, nowMs: number): boolean =>
  expires_ms <= nowMs || (reply === null && changed === 0 && !isHeld(held_until_ms, nowMs));

function readReservation(row: KeyRow, vault: Vault, key: ReturnType<typeof rowOf>, nowMs: number): Reservation {
  const request = keptRequest.open(vault, row.request, key) as string;
  if (row.reply !== null) return { is: 'answered', request, reply: keptReply.open(vault, row.reply, key) };
  return { is: isHeld(row.held_until_ms, nowMs) ? 'busy' : 'lost', request };
}

function* sweep(nowMs: number): Steps<void> {
  yield {
    text: `delete from idempotency_keys where (token_id, key_digest) in (
      select token_id, key_digest from idempotency_keys where expires_ms <= $1 order by expires_ms limit ${SWEEP_MOST})`,
    values: [nowMs],
  };
}

function* one(statement: { readonly text: string; readonly values: readonly (string | number)[] }): Steps<void> {
  yield statement;
}

const rowOf = ({ tokenId, keyDigest }: KeyHold) => ({ token_id: tokenId, key_digest: keyDigest });
