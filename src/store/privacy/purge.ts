import type { Engine } from '../engine.ts';
import { dropPartitions } from '../log/dropPartitions.ts';
import { log } from '../schema/log.ts';
import { messages } from '../schema/messages.ts';
import { columns, read, readInOrder, select } from '../shared/query.ts';
import { removeMessage } from './removeMessages.ts';
import type { RetentionName } from './retention.ts';

/** Rows of one transaction: few, so that requests on SQLite wait for a few milliseconds at most. */
const AT_A_TIME = 100;

/** Deletes what is older than a time, in small batches, and calls `rest` after each; gives the number of rows. */
export type Purge = (engine: Engine, before: string, rest: () => Promise<void>) => Promise<number>;

const oldest = select(
  columns(log, ['position', 'at']),
  `from log where position > $1 order by position limit ${AT_A_TIME}`,
);

/**
 * Entries of the log: whole partitions, where there are any, and then entry by entry. They lie in the order of time but for a few: it ends at the first hundred of which none is old. Behind a
 * place that was passed it does not look again, for PostgreSQL would walk over all that it has just deleted.
 */
const purgeLog: Purge = async (engine, before, rest) => {
  let deleted = await dropPartitions(engine, before, rest);
  let after = -1;
  for (;;) {
    const rows = await readInOrder(engine, oldest, [after]);
    const last = rows.findLast(({ at }) => at < before);
    if (!last) return deleted;
    deleted += await engine.write(function* () {
      const gone = yield {
        text: 'delete from log where position > $1 and position <= $2 and at < $3 returning position',
        values: [after, last.position, before],
      };
      return gone.length;
    });
    after = last.position;
    await rest();
  }
};

const nextMessages = select(
  columns(messages, ['user_id', 'id', 'created_at']),
  `from messages where (user_id, id) > ($1, $2) order by user_id, id limit ${AT_A_TIME}`,
);

/** Records of messages, user by user: an index by time would cost every message a page more to write. */
const purgeMessages: Purge = async (engine, before, rest) => {
  let deleted = 0;
  let after: readonly [string, string] = ['', ''];
  for (;;) {
    const rows = await read(engine, nextMessages, after);
    const old = rows.filter(({ created_at: created }) => created < before);
    if (old.length > 0) {
      deleted += await engine.write(function* () {
        let gone = 0;
        for (const { user_id: userId, id } of old) gone += yield* removeMessage(userId, id);
        return gone;
      });
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_A_TIME) return deleted;
    after = [last.user_id, last.id];
    await rest();
  }
};

/** The purge of each thing that is kept for a time. */
export const purges: Readonly<Record<RetentionName, Purge>> = { log: purgeLog, messages: purgeMessages };
