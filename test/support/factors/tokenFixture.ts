import { setTokenServer, sharedTokens } from '../radius/tokenServer.ts';
import type { KindFixture } from './holder.ts';

/** A token that the organization's server judges, over the network. */
export function serverTokens(): KindFixture {
  return {
    oneTime: true,
    async holder(w, { profile: { login } }) {
      const { server, press } = await sharedTokens();
      const all = (await w.call('GET', '/api/v1/authenticators')).body;
      if (!all.some(({ key }: { key: string }) => key === 'onprem_mfa')) await setTokenServer(w, server);
      const passCode = press(login);
      return {
        request: { factorType: 'token', provider: 'RSA', verify: { passCode } },
        answer: () => ({ passCode: press(login) }),
        wrong: () => ({ passCode: '00271828' }),
        secrets: () => [passCode, server.secret],
      };
    },
  };
}
