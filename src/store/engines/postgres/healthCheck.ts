import { DatabaseUnavailable } from '../../shared/databaseUnavailable.ts';
import { Deadline } from './deadline.ts';
import type { Pool } from './pool.ts';
import { requireWritable } from './session.ts';

/** Leaves a probe its answer within two seconds. */
const HEALTH_MS = 1_500;

/** Asks the server whether it accepts writes, over a connection that no request uses; askers at once share one answer. */
export function createHealthCheck(pool: Pool): () => Promise<void> {
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    const deadline = new Deadline(HEALTH_MS);
    const connection = await pool.take(deadline);
    try {
      await requireWritable(connection, deadline);
      pool.release(connection);
    } catch (error) {
      pool.release(connection, error);
      throw new DatabaseUnavailable((error as Error).message, { cause: error });
    }
  }

  return () => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
