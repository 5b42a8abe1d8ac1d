/** What a scrape says, by series: `name{label="value",…}` as it is written. */
export interface Samples {
  readonly values: ReadonlyMap<string, number>;
  /** Names of counters, histograms and gauges, each with its type. */
  readonly types: ReadonlyMap<string, string>;
}

/** Reads Prometheus' text format. */
export function readSamples(text: string): Samples {
  const values = new Map<string, number>();
  const types = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    if (name !== undefined && type !== undefined) types.set(name, type);
    const [, series, value] = /^([a-z0-9_]+(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
    if (series !== undefined) values.set(series, value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value));
  }
  return { values, types };
}

/** The name of the metric that a series is of, as `# TYPE` has it. */
export const metricOf = (series: string, { types }: Samples): string => {
  const name = series.replace(/\{.*/, '');
  return types.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, '');
};
