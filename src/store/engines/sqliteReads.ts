import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers';
import type { Row, Statement } from '../engine.ts';
import { diskFailure } from './sqliteFailures.ts';

interface QueuedRead extends PromiseWithResolvers<readonly Row[]> {
  readonly statement: Statement;
}

/**
 * Reads that are asked for in one turn of the event loop are done one after the other, in one transaction. More than
 * SQLite it is the service that gains: a turn does one thing for many requests instead of everything for one.
 */
export function createReads(db: DatabaseSync, all: (statement: Statement) => readonly Row[]) {
  const begin = db.prepare('begin');
  const commit = db.prepare('commit');
  let waiting: QueuedRead[] = [];

  function flush(): void {
    const reads = waiting;
    waiting = [];
    const several = reads.length > 1;
    if (several) begin.run();
    for (const { statement, resolve, reject } of reads) {
      try {
        resolve(all(statement));
      } catch (error) {
        reject(diskFailure(error));
      }
    }
    if (several) commit.run();
  }

  return {
    read(statement: Statement): Promise<readonly Row[]> {
      const entry = { statement, ...Promise.withResolvers<readonly Row[]>() };
      if (waiting.push(entry) === 1) setImmediate(flush);
      return entry.promise;
    },
    flush,
  };
}
