import type { HookTarget } from '../domain/hooks/inlineHook.ts';

/** The outcome of calling a hook. Reasons are for administrators: never the message, nor anything of the target. */
export type HookAnswer =
  /** A 200 with JSON; whether it is of the contract is for the caller to say. */
  | { readonly result: 'ANSWERED'; readonly body: unknown }
  /** An answer of another status, or one that cannot be read. */
  | { readonly result: 'UNUSABLE'; readonly reason: string; readonly status?: number }
  | { readonly result: 'TIMEOUT'; readonly reason: string }
  /** No connection, be it that there is none to be had or that it must not be made. */
  | { readonly result: 'UNREACHABLE'; readonly reason: string; readonly forbidden?: true };

/** Inline hooks as operations see them. */
export interface Hooks {
  /** One call, within three seconds (fact 188). Never throws. */
  call(target: HookTarget, body: object): Promise<HookAnswer>;
  /** Why an address is none a hook may have; undefined when it is. */
  uriProblem(uri: string): string | undefined;
}
