import { withoutPerson } from '../../domain/log/erasure.ts';
import type { LogPlace, StoredEntry } from '../../domain/log/logEntry.ts';
import type { Engine, Steps } from '../engine.ts';
import { logReads } from '../log/log.ts';

/** Entries that are looked at, and at most written, in one transaction. */
const AT_A_TIME = 100;

/** Empties what entries of the log say of a user besides ids, a batch at a time; `rest` is called after each. */
export async function eraseLog(engine: Engine, userId: string, rest: () => Promise<void>): Promise<void> {
  const log = logReads(engine);
  for (const name of ['user', 'actor'] as const) {
    let after: LogPlace | undefined;
    for (;;) {
      const query = { keys: [[{ name, value: userId }]], settled: false, descending: false, limit: AT_A_TIME };
      const { entries, upTo } = await log.page({ ...query, ...(after && { after }) });
      await engine.write(() => eraseEntries(entries, userId));
      after = upTo ?? (entries.length < AT_A_TIME ? undefined : entries.at(-1)?.place);
      if (!after) break;
      await rest();
    }
  }
}

const eraseText = `update log set address = $3, user_agent = $4, reason = $5, detail = $6 where position = $1 and id = $2`;

function* eraseEntries(entries: readonly StoredEntry[], userId: string): Steps<void> {
  for (const entry of entries) {
    const kept = withoutPerson(entry, userId);
    if (!kept) continue;
    const { address = null, userAgent = null, reason = null, detail } = kept;
    const { position, id } = entry.place;
    yield {
      text: eraseText,
      values: [position, id, address, userAgent, reason, detail ? JSON.stringify(detail) : null],
    };
  }
}
