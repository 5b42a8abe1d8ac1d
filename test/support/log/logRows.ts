import type { LogEntry } from '../../../src/domain/log/logEntry.ts';
import type { Engine } from '../../../src/store/engine.ts';
import { indexSegment } from '../../../src/store/log/indexLog.ts';
import { insertLog } from '../../../src/store/log/log.ts';

const FIRST = Temporal.Instant.from('2026-01-01T00:00:00Z');

/** The nth of many different entries; times are not quite in order, as those of several processes. */
export const numbered = (n: number): LogEntry => ({
  at: FIRST.add({ seconds: n + ((n * 7) % 5) }),
  event: n % 10 === 0 ? 'user.account.lock' : 'user.authentication.auth_via_mfa',
  outcome: n % 7 === 0 ? 'FAILURE' : 'SUCCESS',
  userId: `00u${n % 23}`,
  actor: `00T${n % 3}`,
  principal: { kind: 'apiToken' } as NonNullable<LogEntry['principal']>,
  requestId: `req${Math.floor(n / 2)}`,
  detail: { n: String(n) },
  ...(n % 4 !== 0 && { factorId: `sms${n % 31}` }),
  ...(n % 5 !== 0 && { address: `192.0.2.${n % 40}` }),
});

/** Writes entries in their order; `together` of them in each transaction. */
export async function writeNumbered(engine: Engine, from: number, to: number, together = 3): Promise<void> {
  for (let n = from; n < to; n += together) {
    await engine.write(function* () {
      for (let one = n; one < Math.min(to, n + together); one++) yield insertLog(numbered(one));
    });
  }
}

/** Indexes the log in segments of a size, until so many are there: others on the server may hold the horizon back. */
export async function indexed(engine: Engine, size: number, segments: number): Promise<void> {
  while ((await segmentsIn(engine)).length < segments) await indexSegment(engine, size, 0);
}

interface SegmentRow {
  readonly n: number;
  readonly first: number;
  readonly through: number;
  readonly entries: number;
}

/** The segments of the index, in order. */
export const segmentsIn = async (engine: Engine): Promise<readonly SegmentRow[]> =>
  (await engine.read({
    text: 'select n, first, through, entries from log_segments order by n',
    values: [],
  })) as unknown as readonly SegmentRow[];
