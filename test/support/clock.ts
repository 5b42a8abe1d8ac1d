/** A clock that stands still until it is told to move. */
export class FakeClock {
  #now = Temporal.Instant.from('2026-01-01T00:00:00Z');

  readonly now = (): Temporal.Instant => this.#now;

  advance(by: Temporal.DurationLike): void {
    this.#now = this.#now.add(Temporal.Duration.from(by));
  }
}
