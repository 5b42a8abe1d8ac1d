import type { Slice } from './load.ts';

/** A slice and what the process that answered used for it. */
export interface Sample extends Slice {
  readonly cpuMs: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

export const perSecond = (samples: readonly Sample[]): number =>
  median(samples.map(({ count, seconds }) => count / seconds));

/** To the bare server's rate for the same method, round by round; the median. */
export function ratioToBare(results: ReadonlyMap<string, readonly Sample[]>, name: string): number {
  const bare = results.get(/list|GET/.test(name) ? 'bare GET' : 'bare POST') ?? [];
  const ratios = (results.get(name) ?? []).map(({ count, seconds }, round) => {
    const other = bare[round];
    return other ? count / seconds / (other.count / other.seconds) : Number.NaN;
  });
  return median(ratios);
}

/** A Markdown table of medians. */
export function table(results: ReadonlyMap<string, readonly Sample[]>): string {
  const head = ['what', 'per second', 'p50 ms', 'p99 ms', 'CPU µs each', 'ratio to bare', 'generator busy'];
  const rows = [...results].map(([name, samples]) => [
    name,
    Math.round(perSecond(samples)),
    median(samples.map(({ p50 }) => p50)).toFixed(1),
    median(samples.map(({ p99 }) => p99)).toFixed(1),
    Math.round(median(samples.map(({ cpuMs, count }) => (cpuMs * 1000) / count))),
    ratioToBare(results, name).toFixed(2),
    median(samples.map(({ busy }) => busy)).toFixed(2),
  ]);
  return markdown([head, ...rows]);
}

export function markdown([head = [], ...rows]: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, n) => (n === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}
