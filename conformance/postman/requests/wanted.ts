/** A request of the collection: an operation of the contract, or a call of development mode that stands for a person. */
export interface Wanted {
  readonly folder: string;
  readonly name?: string;
  readonly operation?: string;
  readonly dev?: { readonly method: string; readonly path: string };
  /** Parameters of the path that are written out; all others are variables of the environment. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON, or a text in which a variable stands for the whole of it. */
  readonly body?: unknown;
  readonly status?: number;
  /** Sends no token. */
  readonly withoutToken?: true;
  /** What later requests need: a variable, and a JavaScript expression in `reply`. */
  readonly keep?: Readonly<Record<string, string>>;
  /** Expressions in `reply` that must be true. */
  readonly holds?: readonly string[];
}

/** Requests of one folder, which none of them has to name. */
export const inFolder = (folder: string, requests: readonly Omit<Wanted, 'folder'>[]): readonly Wanted[] =>
  requests.map((request) => ({ folder, ...request }));
