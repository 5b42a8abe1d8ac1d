import type { Vault } from '../../crypto/vault.ts';
import { takeBudgets } from '../budgets/leftBudgets.ts';
import type { Engine } from '../engine.ts';
import { erasures } from '../schema/privacy.ts';
import { columns, read, select } from '../shared/query.ts';
import { eraseLog } from './eraseLog.ts';
import { eraseReplies } from './eraseReplies.ts';
import { removeMessages } from './removeMessages.ts';

/** The time between the passes: no request that was under way takes longer. */
const AGAIN_MS = 60 * 60 * 1_000;
const due = select(
  columns(erasures, ['user_id', 'passes']),
  'from erasures where due_ms <= $1 order by user_id limit 20',
);

/**
 * Rids the log and the kept replies of users who were deleted. A pass that was stopped, with its process or without, begins
 * anew; several processes may do it at once. The last pass also removes what requests that were under way wrote after the
 * deletion. Gives the number of passes that were made.
 */
export async function eraseDue(
  engine: Engine,
  vault: Vault,
  nowMs: number,
  rest: () => Promise<void>,
): Promise<number> {
  let passes = 0;
  for (;;) {
    const rows = await read(engine, due, [nowMs]);
    for (const { user_id: userId, passes: left } of rows) {
      await engine.write(function* () {
        yield* takeBudgets(userId, []);
        yield* removeMessages(userId);
      });
      await eraseLog(engine, userId, rest);
      await eraseReplies(engine, vault, userId, rest);
      await engine.write(function* () {
        yield left <= 1
          ? { text: 'delete from erasures where user_id = $1 and passes <= 1', values: [userId] }
          : {
              text: 'update erasures set passes = $2, due_ms = $3 where user_id = $1 and passes = $4',
              values: [userId, left - 1, nowMs + AGAIN_MS, left],
            };
      });
      passes += 1;
    }
    if (rows.length === 0) return passes;
  }
}
