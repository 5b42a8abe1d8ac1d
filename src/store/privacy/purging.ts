import { TRUST } from '../../domain/budgets/budgets.ts';
import { sweepLeftBudgets } from '../budgets/leftBudgets.ts';
import type { Engine } from '../engine.ts';
import { sweepHelpDeskRequests } from '../helpDesk/helpDeskRequests.ts';
import type { ToldOfEntry } from '../log/tellingStore.ts';
import { writeTelling } from '../log/writeTelling.ts';
import { purges } from './purge.ts';
import { removeUndeliverable } from './removeUndeliverable.ts';
import { beforeOf, type RetentionName, retentionEntry, retentionOf } from './retention.ts';

const HOUR_MS = 60 * 60 * 1_000;
/** The time between runs. Messages are walked through from end to end. */
const every: Readonly<Record<RetentionName, number>> = { log: HOUR_MS, messages: 24 * HOUR_MS };
/** The time after which another process goes on where one died; a run that goes on says so. */
const LEASE_MS = 10 * 60 * 1_000;
const RENEW_AFTER = 500;
/** After so long nothing is left of a balance (`budgets/sweepLimits.ts`). */
const KEPT_MS = 30 * TRUST.period.total('milliseconds');

interface Purging {
  readonly now: () => Temporal.Instant;
  /** Called after each batch; throws to end the run. */
  readonly rest: () => Promise<void>;
  /** Hears of what is logged. */
  readonly told?: ToldOfEntry | undefined;
}

/**
 * Deletes what has been kept for its time, if notice of it was given a day ago, and logs how much that was. One process does
 * it at a time. Gives the numbers of rows by what they are of.
 */
export async function purgeDue(
  engine: Engine,
  { now, rest, told }: Purging,
): Promise<Readonly<Record<RetentionName, number>>> {
  const deleted = { log: 0, messages: 0 };
  for (const name of ['log', 'messages'] as const) {
    const at = now();
    if (!(await takeTurn(engine, name, at.epochMilliseconds))) continue;
    const row = await retentionOf(engine, name);
    if (!row) continue;
    const before = beforeOf(at, row.days);
    let batches = 0;
    const pause = async () => {
      if (++batches % RENEW_AFTER === 0) await setNext(engine, name, now().epochMilliseconds + LEASE_MS);
      await rest();
    };
    let deliveries = 0;
    try {
      deleted[name] = await purges[name](engine, before, pause);
      if (name === 'log') deliveries = await removeUndeliverable(engine, pause);
    } catch (error) {
      await setNext(engine, name, now().epochMilliseconds);
      throw error;
    }
    const next = now().epochMilliseconds + every[name];
    await writeTelling(engine, told, function* (append) {
      yield nextStatement(name, next);
      if (deleted[name] + deliveries === 0) return;
      const detail = {
        ...{ name, days: String(row.days), before, deleted: String(deleted[name]) },
        ...(deliveries > 0 && { deliveries: String(deliveries) }),
      };
      yield append(retentionEntry('cofactor.retention.purge', now(), detail));
    });
    if (name === 'messages') {
      await engine.write(() => sweepLeftBudgets(at.epochMilliseconds - KEPT_MS));
      await engine.write(() => sweepHelpDeskRequests(at));
    }
  }
  return deleted;
}

/** Takes the turn of this process, unless it is another's or nothing is due. A turn from a clock that was put back is over. */
async function takeTurn(engine: Engine, name: RetentionName, nowMs: number): Promise<boolean> {
  const latest = nowMs + every[name] + HOUR_MS;
  return engine.write(function* () {
    const taken = yield {
      text: `update retention set next_ms = $2 where name = $1 and due_ms <= $3 and (next_ms <= $3 or next_ms > $4)
        returning name`,
      values: [name, nowMs + LEASE_MS, nowMs, latest],
    };
    return taken.length > 0;
  });
}

const nextStatement = (name: RetentionName, nextMs: number) => ({
  text: 'update retention set next_ms = $2 where name = $1',
  values: [name, nextMs],
});

const setNext = (engine: Engine, name: RetentionName, nextMs: number): Promise<void> =>
  engine.write(function* () {
    yield nextStatement(name, nextMs);
  });
