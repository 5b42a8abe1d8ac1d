import type { Vault } from '../../crypto/vault.ts';
import type { Limit } from '../../domain/budgets/budgets.ts';
import type { Engine, Steps } from '../engine.ts';
import { limits } from '../schema/budgets.ts';
import { columns, read, rowsOf, select } from '../shared/query.ts';
import type { BudgetStanding, LimitStore } from '../store.ts';
import type { Writers } from '../writers.ts';
import { adoptKeys } from './adoptKeys.ts';
import { balanceStanding } from './balances.ts';
import { createRequesterSweep } from './knownRequesters.ts';
import { SKEW_MS } from './limitRules.ts';
import { type LimitRow, limitColumns, type Take, waitMs, windowMs } from './spend.ts';
import { storedKey, storedKeys, storedLimit } from './storedKeys.ts';
import { createLimitSweep } from './sweepLimits.ts';

const byKey = select(limitColumns, 'from limits where key = $1');
const remembered = select(columns(limits, ['key']), 'from limits where key = $1 and until_ms > cast($2 as bigint)');

/** Budgets: one row each. `take` takes from several of them, all or none. */
export function limitStore(engine: Engine, vault: Vault, take: Take): LimitStore {
  const peek: LimitStore['peek'] = async (limit, now) => {
    for (const key of storedKeys(limit.key, vault)) {
      const [row] = await read(engine, byKey, [key]);
      if (row) return standing(limit, row, now);
    }
    return standing(limit, undefined, now);
  };
  const sweep = createLimitSweep(engine);
  const sweepRequesters = createRequesterSweep(engine);
  return {
    peek,
    async spend(limits, now) {
      await sweep(now.epochMilliseconds);
      await sweepRequesters(now.epochMilliseconds);
      const stored = limits.map((limit) => storedLimit(limit, vault));
      await adoptKeys(engine, vault, stored);
      const taken = await take({ limits: stored, nowMs: now.epochMilliseconds });
      if ('refused' in taken) {
        return { ok: false, limit: taken.refused, retryAt: (await peek(taken.refused, now)).next };
      }
      return { ok: true, standings: taken.map(({ limit, row }) => standing(limit, row, now)) };
    },
    async isRemembered(key, now) {
      for (const one of storedKeys(key, vault)) {
        if ((await read(engine, remembered, [one, now.epochMilliseconds])).length > 0) return true;
      }
      return false;
    },
    async takeNote(key, now) {
      const [row] = await engine.write(() => taken(key), undefined, 'later');
      return row && row.until_ms > now.epochMilliseconds ? row.used : undefined;
    },
  };
}

/** Writes of budgets as a whole. */
export const limitWrites: Writers<'forgive' | 'remember'> = {
  /** Gives back all that was taken from some budgets. */
  *forgive({ keys }, vault) {
    const stored = keys.flatMap((key) => storedKeys(key, vault));
    if (stored.length > 0) {
      yield { text: `delete from limits where key in (${stored.map((_, index) => `$${index + 1}`)})`, values: stored };
    }
    return 'done';
  },

  /** Remembers a key until an instant: a row that no budget has. */
  *remember({ key, until, note = 0 }, vault) {
    const stored = storedKey(key, vault);
    yield {
      text: `insert into limits (key, used, until_ms, forget_ms, sealed_key) values ($1, $3, $2, $2, $4)
        on conflict (key) do update set used = excluded.used, until_ms = excluded.until_ms, forget_ms = excluded.forget_ms`,
      values: [stored.key, until.epochMilliseconds, note, stored.sealedKey],
    };
    return 'done';
  },
};

function* taken(key: string): Steps<readonly LimitRow[]> {
  return rowsOf(limitColumns, yield { text: takeNoteText, values: [key] });
}

const takeNoteText = `delete from limits where key = $1 returning ${limitColumns.sql}`;

function standing(limit: Limit, row: LimitRow | undefined, now: Temporal.Instant): BudgetStanding {
  const { rule } = limit;
  const nowMs = now.epochMilliseconds;
  if (rule.type === 'balance') {
    const { used, nextMs } = balanceStanding(rule, nowMs, row, limit.cost);
    return { limit, used, next: at(nextMs) };
  }
  if (!row) return { limit, used: 0, next: now };
  const { used, until_ms: until, forget_ms: forget } = row;
  const longest = rule.type === 'window' ? windowMs(rule) : waitMs(rule, used);
  const waiting = until > nowMs && until <= nowMs + longest + SKEW_MS;
  const over = rule.type === 'window' ? !waiting : forget <= nowMs;
  if (over) return { limit, used: 0, next: now };
  const waits = waiting && (rule.type === 'backoff' || used >= rule.max);
  // A wait is never longer than its rule, whatever the clock did.
  return { limit, used, next: waits ? at(Math.min(until, nowMs + longest)) : now };
}

const at = Temporal.Instant.fromEpochMilliseconds;
