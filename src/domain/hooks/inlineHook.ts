import { TELEPHONY_HOOK } from '../../contract/hooks/telephony.ts';

/** A service of an administrator's that is asked while a request is served (facts 181, 194). */
export interface InlineHook {
  readonly id: string;
  readonly name: string;
  /** One of `hookTypes`. */
  readonly type: string;
  readonly status: 'ACTIVE' | 'INACTIVE';
  /** Sealed at rest as a whole: URLs and headers may hold secrets too. */
  readonly target: HookTarget;
  readonly created: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
  /** Counts writes; a save happens only when it still matches. */
  readonly version: number;
}

/** The address of a hook, and the secret by which it recognises this service. */
export interface HookTarget {
  readonly uri: string;
  readonly headers: readonly HookHeader[];
  /** The header with the secret; hooks of a type that is called have one. */
  readonly authScheme?: HookHeader;
  /** The version of its type, where it is another one than `HOOK_VERSION`. */
  readonly version?: string;
}

export interface HookHeader {
  readonly key: string;
  readonly value: string;
}

/** Whether hooks of a type are called here; of a type that is not, any number may be active. */
export const isCalled = (type: string): boolean => type === TELEPHONY_HOOK;

/** Fact 195. */
export const MAX_HOOKS = 100;

/** Changes of hooks. Of a type that is called one is active: `taken` when there is another (fact 181). */
export type InlineHookWrite =
  | { readonly do: 'insertInlineHook'; readonly hook: InlineHook }
  | { readonly do: 'saveInlineHook'; readonly hook: InlineHook }
  /** `stale` once it is active. */
  | { readonly do: 'removeInlineHook'; readonly hook: InlineHook };
