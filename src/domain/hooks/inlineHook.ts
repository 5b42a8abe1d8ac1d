/** A service of an administrator's that is asked while a request is served (facts 181, 194). */
export interface InlineHook {
  readonly id: string;
  readonly name: string;
  /** `com.okta.telephony.provider`. */
  readonly type: string;
  readonly status: 'ACTIVE' | 'INACTIVE';
  /** Sealed at rest as a whole: URLs and headers may hold secrets too. */
  readonly target: HookTarget;
  readonly created: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
  /** Counts writes; a save happens only when it still matches. */
  readonly version: number;
}

/** Where a hook listens, and what tells it that it is us who call. */
export interface HookTarget {
  readonly uri: string;
  readonly headers: readonly HookHeader[];
  /** The header with the secret. */
  readonly authScheme: HookHeader;
}

export interface HookHeader {
  readonly key: string;
  readonly value: string;
}

/** Fact 195. */
export const MAX_HOOKS = 100;

/** What is done to hooks. Of a type only one is active: `taken` when there is another (fact 181). */
export type InlineHookWrite =
  | { readonly do: 'insertInlineHook'; readonly hook: InlineHook }
  | { readonly do: 'saveInlineHook'; readonly hook: InlineHook }
  /** `stale` once it is active. */
  | { readonly do: 'removeInlineHook'; readonly hook: InlineHook };
