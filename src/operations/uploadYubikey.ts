import { Fault, fault } from '../domain/fault.ts';
import { readSeed } from '../domain/yubikeySeed.ts';
import { describeYubikey } from './describeYubikey.ts';
import { registerYubikey } from './registerYubikey.ts';
import type { Handler } from './services.ts';

/** Puts a YubiKey into the pool, so that a user can enroll it (fact 215). */
export const uploadYubikeyOtpTokenSeed: Handler<'uploadYubikeyOtpTokenSeed'> = async (services, { body, caller }) => {
  const seed = readSeed(body);
  if (seed instanceof Fault) throw seed;
  const registered = await registerYubikey(services, seed, caller);
  if (registered !== 'taken') return describeYubikey(services.links, registered);
  const known = await services.store.org.yubikey(seed.publicId);
  const where = known && `/api/v1/org/factors/yubikey_token/tokens/${known.id}`;
  throw fault('validation', { subject: 'publicId' }).because(
    'publicId: A YubiKey with this public id is in the pool already',
    where ? `It is ${known.status}; to upload other secrets call DELETE ${where} first.` : 'Try again.',
  );
};
