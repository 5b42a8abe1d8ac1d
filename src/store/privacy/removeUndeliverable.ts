import type { Engine } from '../engine.ts';
import { eventHookDeliveries } from '../schema/eventHooks.ts';
import { columns, combined, computed, read, select } from '../shared/query.ts';

const AT_A_TIME = 100;

const slice = select(
  combined(
    columns(eventHookDeliveries, ['hook_id', 'log_id']),
    computed<{ readonly gone: 0 | 1 }>(
      'gone',
      `case when exists (select 1 from log l where l.position = log_position and l.id = log_id) then 0 else 1 end`,
    ),
  ),
  `from event_hook_deliveries where (hook_id, log_id) > ($1, $2) order by hook_id, log_id limit ${AT_A_TIME}`,
);

/**
 * Removes events that wait for a hook, and dead letters, whose entries have left the log: nothing is left to send, and nobody
 * could make them go away. Calls `rest` after each batch; gives their number.
 */
export async function removeUndeliverable(engine: Engine, rest: () => Promise<void>): Promise<number> {
  let removed = 0;
  let after: readonly [string, string] = ['', ''];
  for (;;) {
    const rows = await read(engine, slice, after);
    const gone = rows.filter((row) => row.gone === 1);
    if (gone.length > 0) {
      await engine.write(function* () {
        for (const { hook_id: hookId, log_id: logId } of gone) {
          yield {
            text: 'delete from event_hook_deliveries where hook_id = $1 and log_id = $2',
            values: [hookId, logId],
          };
        }
      });
      removed += gone.length;
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_A_TIME) return removed;
    after = [last.hook_id, last.log_id];
    await rest();
  }
}
