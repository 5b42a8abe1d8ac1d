import { setVip, sharedVip } from '../vip/setVip.ts';
import type { KindFixture } from './holder.ts';

/** A VIP credential, which a service judges over the network. */
export function vipCredentials(): KindFixture {
  return {
    oneTime: true,
    async holder(w) {
      const { vip, configuration } = await sharedVip();
      const all = (await w.call('GET', '/api/v1/authenticators')).body;
      if (!all.some(({ key }: { key: string }) => key === 'symantec_vip')) await setVip(w, configuration);
      const credential = vip.credential();
      const verify = { passCode: credential.press(), nextPassCode: credential.press() };
      const profile = { credentialId: credential.id };
      return {
        request: { factorType: 'token', provider: 'SYMANTEC', profile, verify },
        answer: () => ({ passCode: credential.press() }),
        // No code at all, and read by the service as one.
        wrong: () => ({ passCode: '2718281' }),
        secrets: () => [...Object.values(verify), configuration.clientKey],
      };
    },
  };
}
