/** The known name that somebody may have meant: the nearest that differs in two letters, or a third of them, at most. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((other) => ({ other, steps: distance(name, other) }))
    .filter(({ other, steps }) => steps <= Math.max(2, Math.floor(other.length / 3)))
    .sort((a, b) => a.steps - b.steps);
  return best?.other;
}

/** Letters to change, add or leave out (Levenshtein's distance). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (let column = 1; column <= to.length; column++) {
      const same = letter === to[column - 1] ? 0 : 1;
      next.push(Math.min(next[column - 1]! + 1, row[column]! + 1, row[column - 1]! + same));
    }
    row = next;
  }
  return row[to.length]!;
}
