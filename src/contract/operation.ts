import type { Static, TSchema } from 'typebox';
import type { ErrorName } from './errors.ts';

/** One HTTP operation, as data. Validation, types, OpenAPI and the client are all derived from it. */
export interface Operation<
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Reply extends TSchema = TSchema,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The body only repeats what the path says: one that nobody turned into JSON is let pass. */
  readonly bodyRepeatsPath?: true;
  /** Called by an Okta org's hook, which may have a secret of its own instead of an API token. */
  readonly acceptsHookSecret?: true;
  /** Takes an Idempotency-Key: carried out once, and answered the same for 24 hours. */
  readonly idempotent?: true;
  readonly status: 200 | 201 | 204;
  readonly reply: Reply;
  /** The type of the file it answers with when its query says `forDownload`. */
  readonly download?: 'text/csv';
  readonly errors: readonly ErrorName[];
}

export function operation<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>(
  described: Operation<P, Q, B, R>,
): Operation<P, Q, B, R> {
  return described;
}

/** Who asks: the API token and what its holder says about the person in front of it. */
export interface Caller {
  readonly tokenId: string;
  /** The user the token acts for; what `me` means. */
  readonly ownerId?: string;
  readonly requestId: string;
  /** The end user's address as the caller reports it in `X-Forwarded-For` (fact 86). */
  readonly address?: string;
  readonly userAgent?: string;
  /** `Accept-Language` as sent. */
  readonly language?: string;
  readonly origin?: RequestOrigin;
}

/** The request itself, for those who are told where a message comes from. */
export interface RequestOrigin {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** The address the connection came from. */
  readonly peer: string;
}

export interface Input<O extends Operation> {
  readonly params: Static<O['params']>;
  readonly query: Static<O['query']>;
  readonly body: Static<O['body']>;
  readonly caller: Caller;
}
export type Reply<O extends Operation> = Static<O['reply']>;
