import type { LogEvent } from './logEvent.ts';

/** The events of a span of time. */
export interface Bar {
  /** ISO 8601; `until` is the first moment that is no longer in it. */
  readonly since: string;
  readonly until: string;
  readonly succeeded: number;
  /** Failures and denials. */
  readonly failed: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WIDTHS = [
  ...[SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR],
  ...[DAY, 7 * DAY, 28 * DAY, 364 * DAY],
];
const MOST_BARS = 40;

/** Counts events in equal spans, oldest first, without a gap between the first and the last event. */
export function histogramOf(events: readonly Pick<LogEvent, 'published' | 'outcome'>[]): readonly Bar[] {
  const times = events.map(({ published }) => Date.parse(published));
  if (times.length === 0) return [];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const width = WIDTHS.find((one) => barOf(last, one) - barOf(first, one) < MOST_BARS) ?? last - first + 1;
  const counts = new Map<number, { succeeded: number; failed: number }>();
  for (const [place, { outcome }] of events.entries()) {
    const bar = barOf(times[place] ?? first, width);
    const count = counts.get(bar) ?? { succeeded: 0, failed: 0 };
    count[outcome.result === 'SUCCESS' ? 'succeeded' : 'failed'] += 1;
    counts.set(bar, count);
  }
  const start = barOf(first, width);
  return Array.from({ length: barOf(last, width) - start + 1 }, (_, place) => ({
    since: new Date((start + place) * width).toISOString(),
    until: new Date((start + place + 1) * width).toISOString(),
    ...(counts.get(start + place) ?? { succeeded: 0, failed: 0 }),
  }));
}

const barOf = (at: number, width: number): number => Math.floor(at / width);
