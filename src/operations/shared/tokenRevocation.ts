import type { Caller } from '../../contract/shared/operation.ts';
import type { Write } from '../../store/change.ts';
import { logEntry } from './logEntry.ts';

/** The writes that revoke an API token, with its line in the log; `stale` if somebody else has revoked it. */
export const tokenRevocation = (
  id: string,
  { caller, now }: { readonly caller: Caller; readonly now: Temporal.Instant },
): readonly Write[] => [
  { do: 'revokeToken', id, at: now },
  logEntry({ caller, now }, { event: 'system.api_token.revoke', detail: { id } }),
];
