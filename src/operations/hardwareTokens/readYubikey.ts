import type { YubikeyRecord } from '../../domain/hardwareTokens/yubikeyRecord.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { describeYubikey } from './describeYubikey.ts';

/** The address of the pool of YubiKeys. */
export const YUBIKEYS = '/api/v1/org/factors/yubikey_token/tokens';

export const getYubikeyOtpTokenById: Handler<'getYubikeyOtpTokenById'> = async (services, { params }) =>
  describeYubikey(services.links, await findYubikey(services, params.tokenId));

/** A token of the pool, or 404. */
export async function findYubikey({ store }: Services, id: string): Promise<YubikeyRecord> {
  const token = await store.yubikeys.byId(id);
  if (token) return token;
  throw fault('notFound', { id, type: 'UserFactorYubikeyOtpToken' }).because(`GET ${YUBIKEYS} lists those there are.`);
}
