/** The time of day, moved forward as often as a developer likes. */
export class DevClock {
  #ahead = new Temporal.Duration();
  readonly #real: () => Temporal.Instant;

  constructor(real: () => Temporal.Instant) {
    this.#real = real;
  }

  readonly now = (): Temporal.Instant => this.#real().add(this.#ahead);

  /** Only forward: what has expired stays expired. */
  advance(by: Temporal.Duration): void {
    this.#ahead = Temporal.Duration.from({
      milliseconds: this.#ahead.total('milliseconds') + by.total('milliseconds'),
    });
  }

  reset(): void {
    this.#ahead = new Temporal.Duration();
  }
}
