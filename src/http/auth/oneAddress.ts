import type { Caller } from '../../contract/shared/operation.ts';
import { Fault } from '../../domain/values/fault.ts';

/** Says what is wrong, once per token; `about` names the token. */
export type Warn = (text: string, about: { readonly tokenId: string }) => void;

const TEXT =
  'a budget that is meant for one end user ran out, but every request of this token has named the same address, or none: ' +
  'have the caller send the address of its end user (X-Forwarded-For), and name the proxies between it and this service ' +
  'with --trusted-proxies (docs/operating.md, Behind a proxy)';

/**
 * Warns an operator whose proxies or callers hide the end users: then a budget per address is one for everybody, and
 * stops everybody. It is told of every failure of an operation.
 */
export function createOneAddressWarning(warn: Warn): (error: unknown, caller: Caller) => void {
  const warned = new Set<string>();
  return (error, { principal, oneAddress }) => {
    const tokenId = principal.id;
    if (!oneAddress || !(error instanceof Fault) || !error.hints.perAddress || warned.has(tokenId)) return;
    warned.add(tokenId);
    warn(TEXT, { tokenId });
  };
}
