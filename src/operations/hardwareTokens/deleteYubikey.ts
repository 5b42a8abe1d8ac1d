import { fault } from '../../domain/values/fault.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Handler } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { findYubikey } from './readYubikey.ts';

/** Takes a token that nobody has out of the pool, with its secrets (fact 217). */
export const deleteYubikeyOtpToken: Handler<'deleteYubikeyOtpToken'> = async (services, { params, caller }) => {
  return untilWritten('token', async () => {
    const token = await findYubikey(services, params.tokenId);
    const { id, serial, holder } = token;
    if (holder) {
      throw fault('yubikeyAssigned').because(
        `Remove it from its user with DELETE /api/v1/users/${holder.userId}/factors/${holder.factorId} first.`,
      );
    }
    const applied = await services.store.apply([
      { do: 'removeYubikey', token },
      logEntry({ caller, now: services.now() }, { event: 'credential.revoke', detail: { id, serial } }),
    ]);
    return applied === 'done' ? {} : undefined;
  });
};
