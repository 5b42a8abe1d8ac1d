/** The labels of one series of a metric. */
export type Texts = Readonly<Record<string, string>>;

/** Tells the series of a metric apart by the values of its labels. */
export function keyBy(labels: readonly string[]): (given: Texts) => string {
  const [only, ...more] = labels;
  if (only !== undefined && more.length === 0) return (given) => given[only] ?? '';
  return (given) => {
    let key = '';
    for (const label of labels) key += `${given[label]}\n`;
    return key;
  };
}
