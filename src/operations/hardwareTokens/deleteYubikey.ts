import { fault } from '../../domain/values/fault.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Handler } from '../shared/services.ts';
import { findYubikey } from './readYubikey.ts';

const MAX_TRIES = 25;

/** Takes a token that nobody has out of the pool, with its secrets (fact 217). */
export const deleteYubikeyOtpToken: Handler<'deleteYubikeyOtpToken'> = async (services, { params, caller }) => {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
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
    if (applied === 'done') return {};
  }
  throw fault('tooManyRequests').because('The token is being changed by too many requests at once; try again.');
};
