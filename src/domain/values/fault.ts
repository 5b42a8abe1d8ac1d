import { type ErrorDetails, type ErrorName, errorCatalogue } from '../../contract/shared/errors.ts';

/** Hints to programs about a failure, sent beside Okta's envelope in headers of Cofactor's. */
interface FaultHints {
  /** The machine's reason: `WRONG_CODE`, `EXPIRED`, `TOO_SOON`, … */
  readonly reason?: string;
  /** When the same request may succeed. */
  readonly retryAfterSeconds?: number;
  /** The token that the next call of a long proof brings; in the envelope, for callers that know Okta's body alone. */
  readonly stateToken?: string;
  /** A budget of one end user's address ran out; for the log, not for the caller. */
  readonly perAddress?: boolean;
}

/** A failure the caller is told about. Anything else that is thrown is a bug and becomes `internal`. */
export class Fault<N extends ErrorName = ErrorName> extends Error {
  readonly error: N;
  readonly details: ErrorDetails<N>;
  /** The causes: the fault at hand and the next legal call, after the catalogue's own cause. */
  readonly causes: readonly string[];
  readonly hints: FaultHints;

  constructor(
    error: N,
    details: ErrorDetails<N>,
    causes: readonly string[] = [],
    options: ErrorOptions & { readonly hints?: FaultHints } = {},
  ) {
    super(errorCatalogue[error].summary, options);
    this.name = 'Fault';
    this.error = error;
    this.details = details;
    this.causes = causes;
    this.hints = options.hints ?? {};
  }

  /** This failure with more causes for the caller. */
  because(...causes: readonly string[]): Fault<N> {
    return new Fault(this.error, this.details, [...this.causes, ...causes], { cause: this.cause, hints: this.hints });
  }

  /** This failure with hints for programs. */
  hinting(hints: FaultHints): Fault<N> {
    const { error, details, causes, cause } = this;
    return new Fault(error, details, causes, { cause, hints: { ...this.hints, ...hints } });
  }
}

type FaultArgs<N extends ErrorName> = keyof ErrorDetails<N> extends never
  ? [error: N]
  : [error: N, details: ErrorDetails<N>];

/** Makes a fault; one whose summary has placeholders does not compile without them. */
export function fault<N extends ErrorName>(...[error, details]: FaultArgs<N>): Fault<N> {
  return new Fault(error, (details ?? {}) as ErrorDetails<N>);
}

/** A value that may be a fault instead; then that is thrown. */
export function orThrow<T>(value: T | Fault): T {
  if (value instanceof Fault) throw value;
  return value;
}
