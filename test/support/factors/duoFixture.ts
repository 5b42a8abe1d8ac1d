import { setDuo, sharedDuo } from '../duo/setDuo.ts';
import type { KindFixture } from './holder.ts';

let last = 314_159;

/** A user of Duo's, whose passcodes Duo judges over the network. */
export function duoUsers(): KindFixture {
  return {
    activated: true,
    oneTime: true,
    async holder(w, { profile: { login } }) {
      const duo = await sharedDuo();
      const all = (await w.call('GET', '/api/v1/authenticators')).body;
      if (!all.some(({ key }: { key: string }) => key === 'duo')) await setDuo(w, duo);
      return {
        request: { factorType: 'web', provider: 'DUO' },
        answer() {
          last += 1_117;
          duo.passcodes.add(`${login} ${last}`);
          return { passCode: String(last) };
        },
        wrong: () => ({ passCode: '000000' }),
        secrets: () => [duo.secretKey],
      };
    },
  };
}
