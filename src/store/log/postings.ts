/** Rows of a segment at most, to be told apart in one number with their tags. */
const MOST_ROWS = 2 ** 24;

/** Collects, for one bucket of a segment, which rows have which tags. */
export class Bucket {
  readonly #pairs: number[] = [];

  /** Notes that a row, by its number in the segment, has a tag. */
  add(tag: number, row: number): void {
    this.#pairs.push(tag * MOST_ROWS + row);
  }

  /**
   * The bucket as text: base64 of numbers of variable length (LEB128). For each tag the distance from the one before, how
   * many places it has, and the distance of each from the one before, the first from `first`.
   */
  encode(places: readonly number[], first: number): string {
    const bytes: number[] = [];
    let lastTag = 0;
    let last = first;
    let own: number[] = [];
    const sorted = Float64Array.from(this.#pairs).sort();
    for (const [at, pair] of sorted.entries()) {
      const tag = Math.floor(pair / MOST_ROWS);
      const place = places[pair % MOST_ROWS] as number;
      // Rows that were written together share a place.
      if (own.length === 0 || place !== last) own.push(place - last);
      last = place;
      const next = sorted[at + 1];
      if (next !== undefined && Math.floor(next / MOST_ROWS) === tag) continue;
      for (const number of [tag - lastTag, own.length, ...own]) append(bytes, number);
      lastTag = tag;
      last = first;
      own = [];
    }
    return Buffer.from(bytes).toString('base64');
  }
}

/** The places of one tag in a bucket, in order. */
export function placesIn(encoded: string, tag: number, first: number): readonly number[] {
  const bytes = Buffer.from(encoded, 'base64');
  let at = 0;
  const read = (): number => {
    let number = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++] as number;
      number += (byte & 127) * factor;
      if (byte < 128) return number;
    }
  };
  let current = 0;
  while (at < bytes.length) {
    current += read();
    const count = read();
    if (current > tag) return [];
    if (current < tag) {
      for (let skipped = 0; skipped < count; at++) if ((bytes[at] as number) < 128) skipped++;
      continue;
    }
    let place = first;
    return Array.from({ length: count }, () => (place += read()));
  }
  return [];
}

function append(bytes: number[], number: number): void {
  let rest = number;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
