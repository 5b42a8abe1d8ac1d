import type { Static, TSchema } from 'typebox';
import type { Principal } from '../access/principal.ts';
import type { Scope } from '../access/scopes.ts';
import type { ErrorName } from './errors.ts';
import type { Signed, SignedStatement } from './statement.ts';

/** One HTTP operation, as data. Validation, types, OpenAPI and the client are all derived from it. */
export interface Operation<
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Reply extends TSchema = TSchema,
  Claims extends TSchema = TSchema,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  /**
   * The scope it needs. `own`: every credential may, since it is about that credential alone. `public`: anybody may, without
   * a token and without being counted, unless it wants a `statement`.
   */
  readonly scope: Scope | 'own' | 'public';
  readonly summary: string;
  /** Sentences for the reader of the API document, in Markdown. */
  readonly description?: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The longest body in bytes, `DEFAULT_BODY_BYTES` when absent: what is longer is refused before it is read. */
  readonly maxBodyBytes?: number;
  /** The body only repeats what the path says: one that nobody turned into JSON is let pass. */
  readonly bodyRepeatsPath?: true;
  /** May be called by web pages of trusted origins, as at Okta, with an access token (fact 248). */
  readonly cors?: true;
  /**
   * Asked by clients made for Okta, on their way to something else, or by administrators; Cofactor's own client, which is for
   * back-ends, has no function for it.
   */
  readonly forOktaClients?: true;
  /** Called by an Okta org's hook, which may have a secret of its own instead of an API token. */
  readonly acceptsHookSecret?: true;
  /** Called by a user's device with a statement of its key's, instead of an API token. */
  readonly statement?: SignedStatement<Claims>;
  /** Answers 201 instead of its status when that is what `Created` says. */
  readonly mayCreate?: true;
  /** Takes an Idempotency-Key: carried out once, and answered the same for 24 hours. */
  readonly idempotent?: true;
  /** Counts guesses for each requester: takes their device token and `X-Device-Fingerprint`. */
  readonly countsRequesters?: true;
  readonly status: 200 | 201 | 204;
  readonly reply: Reply;
  /** The type of the file it answers with when its query says `forDownload`. */
  readonly download?: 'text/csv';
  readonly errors: readonly ErrorName[];
}

/** The longest body in bytes of an operation that does not say another. */
export const DEFAULT_BODY_BYTES = 256 * 1024;
/** The longest body in bytes of a call about one factor or of a device: room for every code, key and statement. */
export const SMALL_BODY_BYTES = 16 * 1024;
/** The longest body in bytes that may hold the attestation of a security key, which has a chain of certificates. */
export const ATTESTATION_BODY_BYTES = 64 * 1024;

/** Describes an operation; the types of its parts are kept as they are written. */
export function operation<
  P extends TSchema,
  Q extends TSchema,
  B extends TSchema,
  R extends TSchema,
  const More extends Partial<Operation> = Record<never, never>,
>(described: Operation<P, Q, B, R> & More): Operation<P, Q, B, R> & Pick<More, 'statement' & keyof More> {
  return described;
}

/** The caller: who asks, and what they report about the end user. */
export interface Caller {
  readonly principal: Principal;
  readonly requestId: string;
  /** The id of the caller's own trace, where its `traceparent` names one. */
  readonly traceId?: string;
  /** The end user's address as the caller reports it (fact 86); `--trusted-proxies` and `--end-user-header` say where. */
  readonly address?: string;
  /** `X-Device-Fingerprint` of the end user's device, as the caller passes it on. */
  readonly deviceFingerprint?: string;
  /** The end user's device token, which the service gave with a success. */
  readonly deviceToken?: string;
  /**
   * The user speaks to the caller and reads their code out, or approves what the caller asked: the caller's place is not
   * theirs, so that a success makes it known to nobody.
   */
  readonly onPhone?: true;
  /** No request of this principal, since the process started, has named another end user's address than this one or none. */
  readonly oneAddress?: true;
  /** The end user's `User-Agent` as the caller passes it on, without control characters, at most 512 characters. */
  readonly userAgent?: string;
  /** `Accept-Language` as sent. */
  readonly language?: string;
  readonly origin?: RequestOrigin;
}

/** The request itself, for those who are told where a message comes from. */
interface RequestOrigin {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** The address the caller's connection came from, as this process or the outermost of our own proxies saw it. */
  readonly peer: string;
}

export type Input<O extends Operation> = {
  readonly params: Static<O['params']>;
  readonly query: Static<O['query']>;
  readonly body: Static<O['body']>;
  readonly caller: Caller;
} & (O extends { readonly statement: SignedStatement<infer Claims> }
  ? { readonly signed: Signed<Static<Claims>> }
  : unknown);
export type Reply<O extends Operation> = Static<O['reply']>;
