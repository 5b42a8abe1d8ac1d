import { partsAbout } from '../../domain/log/erasure.ts';
import type { LogPlace } from '../../domain/log/logEntry.ts';
import type { Engine, Row } from '../engine.ts';
import { logReads, logRow } from '../log/log.ts';

const AT_A_TIME = 1_000;

/** Reads the entries of the log in which a person is the one it happened to or the one who did it, without what they say of others. */
export async function logAbout(engine: Engine, personId: string): Promise<readonly Row[]> {
  const log = logReads(engine);
  const found = new Map<string, Row>();
  for (const name of ['user', 'actor'] as const) {
    for (let after: LogPlace | undefined; ; ) {
      const query = { keys: [[{ name, value: personId }]], settled: false, descending: false, limit: AT_A_TIME };
      const { entries, upTo } = await log.page({ ...query, ...(after && { after }) });
      for (const { place, ...entry } of entries) {
        const { address: _, userAgent: _browser, reason: _words, detail: _detail, principal: _who, ...rest } = entry;
        // Who acted is told by the whole entry.
        const { actor_id } = logRow(entry);
        found.set(place.id, { ...logRow({ ...rest, ...partsAbout(entry, personId), id: place.id }), actor_id });
      }
      after = upTo ?? (entries.length < AT_A_TIME ? undefined : entries.at(-1)?.place);
      if (!after) break;
    }
  }
  return [...found.values()];
}
