import { readSeed } from '../../domain/hardwareTokens/yubikeySeed.ts';
import { fault, orThrow } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { describeYubikey } from './describeYubikey.ts';
import { YUBIKEYS } from './readYubikey.ts';
import { registerYubikey } from './registerYubikey.ts';

/** Puts a YubiKey into the pool, so that a user can enroll it (fact 215). */
export const uploadYubikeyOtpTokenSeed: Handler<'uploadYubikeyOtpTokenSeed'> = async (services, { body, caller }) => {
  const seed = orThrow(readSeed(body));
  const registered = await registerYubikey(services, seed, caller);
  if (registered !== 'taken') return describeYubikey(services.links, registered);
  throw fault('validation', { subject: 'publicId' }).because(
    'publicId: A YubiKey with this public id is in the pool already',
    await howToReplace(services, seed.publicId),
  );
};

async function howToReplace({ store }: Services, publicId: string): Promise<string> {
  const named = await store.org.yubikey(publicId);
  const known = named && (await store.yubikeys.byId(named.id));
  if (!known) return 'Try again.';
  const { id, status, holder } = known;
  const free = holder ? `DELETE /api/v1/users/${holder.userId}/factors/${holder.factorId} and then ` : '';
  return `It is ${status}; to upload other secrets call ${free}DELETE ${YUBIKEYS}/${id} first.`;
}
