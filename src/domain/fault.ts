import { type ErrorDetails, type ErrorName, errorCatalogue } from '../contract/errors.ts';

/** A failure the caller is told about. Anything else that is thrown is a bug and becomes `internal`. */
export class Fault<N extends ErrorName = ErrorName> extends Error {
  readonly error: N;
  readonly details: ErrorDetails<N>;
  /** What is wrong here and the next legal call; added to the catalogue's own cause. */
  readonly causes: readonly string[];

  constructor(error: N, details: ErrorDetails<N>, causes: readonly string[] = [], options?: ErrorOptions) {
    super(errorCatalogue[error].summary, options);
    this.name = 'Fault';
    this.error = error;
    this.details = details;
    this.causes = causes;
  }

  /** The same failure with one more sentence for the caller. */
  because(...causes: readonly string[]): Fault<N> {
    return new Fault(this.error, this.details, [...this.causes, ...causes], { cause: this.cause });
  }
}

type FaultArgs<N extends ErrorName> = keyof ErrorDetails<N> extends never
  ? [error: N]
  : [error: N, details: ErrorDetails<N>];

/** Makes a fault; one whose summary has placeholders does not compile without them. */
export function fault<N extends ErrorName>(...[error, details]: FaultArgs<N>): Fault<N> {
  return new Fault(error, (details ?? {}) as ErrorDetails<N>);
}
