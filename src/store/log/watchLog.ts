import type { Metrics } from '../../domain/metrics/metrics.ts';
import type { Engine } from '../engine.ts';
import { log } from '../schema/log.ts';
import { instant } from '../shared/columns.ts';
import { columns, readInOrder, select } from '../shared/query.ts';

const firstHeld = select(
  columns(log, ['at']),
  'from log where position >= (select position from log_horizon) order by position, id limit 1',
);

/** Shows for how long polls have not come to see what was written (ADR 13). */
export function watchLog(engine: Engine, metrics: Metrics, now: () => Temporal.Instant): void {
  const heldBack = async (): Promise<number> => {
    const [row] = await readInOrder(engine, firstHeld);
    return row ? Math.max(0, now().since(instant(row.at)).total('seconds')) : 0;
  };
  metrics.watch('logHeldBack', {}, heldBack);
}
