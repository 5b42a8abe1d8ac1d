/** One call a client program is asked to make with its SDK. */
export interface Call {
  /** As the contract of this service names it; operations of Okta's that are not ours have Okta's operationId. */
  readonly operation: string;
  /** The parameters of the path, by name. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** The body as Okta documents it; the program makes the SDK's own model of it. */
  readonly body?: unknown;
  /** The body is what the call before gave, written back as the SDK read it. */
  readonly writeBack?: true;
}

/**
 * A client program's account of one call. `passed`: the SDK gave a value, which is written down again from the SDK's
 * own model, so that what the model drops is missing. `failed`: the SDK threw. `absent`: it has no such operation.
 */
export interface Reply {
  readonly client: string;
  readonly operation: string;
  readonly result: 'passed' | 'failed' | 'absent';
  // biome-ignore lint/suspicious/noExplicitAny: the JSON of another program, looked into member by member.
  readonly value?: any;
  readonly error?: string;
}
