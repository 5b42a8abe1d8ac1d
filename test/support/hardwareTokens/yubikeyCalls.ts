import assert from 'node:assert/strict';
import type { VirtualYubikey } from '../../../src/dev/devices/virtual/yubikey.ts';
import { factorCalls } from '../factors/factorCalls.ts';
import { person } from '../users/people.ts';
import type { Answer, CallOptions, World } from '../world.ts';
import { fakeYubikey } from './yubikey.ts';

export const POOL = '/api/v1/org/factors/yubikey_token/tokens';

/** Calls about YubiKeys: seeds of the pool, and factors of people. `world` is asked for the service at every call. */
export function yubikeyCalls(world: () => World) {
  const upload = async (key: VirtualYubikey): Promise<string> => {
    const { status, body } = await world().call('POST', POOL, key.seed);
    assert.equal(status, 200, JSON.stringify(body));
    return body.id;
  };
  const token = async (id: string) => (await world().call('GET', `${POOL}/${id}`)).body;
  const enroll = (userId: string, passCode: string, options?: CallOptions): Promise<Answer> =>
    factorCalls(world(), userId).enroll(
      { factorType: 'token:hardware', provider: 'YUBICO', verify: { passCode } },
      '',
      options,
    );

  async function enrolled() {
    const user = await person(world());
    const key = fakeYubikey();
    const tokenId = await upload(key);
    const first = key.press();
    const { status, body } = await enroll(user.id, first);
    assert.equal(status, 200, JSON.stringify(body));
    return { user, key, tokenId, first, factor: body, id: body.id as string, calls: factorCalls(world(), user.id) };
  }

  return { upload, token, enroll, enrolled };
}
