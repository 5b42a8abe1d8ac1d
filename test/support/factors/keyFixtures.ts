import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createAttestation } from '../../../src/dev/devices/virtual/attestation.ts';
import type { CreationOptions, RequestOptions } from '../../../src/dev/devices/virtual/keyRequests.ts';
import { createVirtualKey } from '../../../src/dev/devices/virtual/virtualKey.ts';
import { createVirtualU2f } from '../../../src/dev/devices/virtual/virtualU2f.ts';
import { fakeYubikey } from '../hardwareTokens/yubikey.ts';

import { BASE } from '../world.ts';
import type { KindFixture } from './holder.ts';

/** A YubiKey from the organization's pool; another one's passcodes are wrong. */
export function yubikeys(): KindFixture {
  return {
    oneTime: true,
    async holder(w) {
      const [key, other] = [fakeYubikey(), fakeYubikey()];
      const uploaded = await w.call('POST', '/api/v1/org/factors/yubikey_token/tokens', key.seed);
      assert.equal(uploaded.status, 200, JSON.stringify(uploaded.body));
      const passCode = key.press();
      return {
        request: { factorType: 'token:hardware', provider: 'YUBICO', verify: { passCode } },
        answer: () => ({ passCode: key.press() }),
        wrong: () => ({ passCode: other.press() }),
        secrets: () => [passCode, key.seed.aesKey, key.seed.privateId],
      };
    },
  };
}

/** A key that is registered, and another one whose signatures are wrong. */
export function securityKeys(): KindFixture {
  return {
    activated: true,
    oneTime: true,
    several: true,
    stale: { after: { minutes: 5 }, errorCode: 'E0000068' },
    holder() {
      const [key, other] = [createVirtualKey({ random: randomBytes }), createVirtualKey({ random: randomBytes })];
      const page = { origin: BASE };
      other.create({ challenge: 'AAAA' }, page);
      let activation: CreationOptions | undefined;
      let challenge: RequestOptions | undefined;
      return {
        request: { factorType: 'webauthn', provider: 'FIDO' },
        keep: ({ _embedded }) => {
          activation = _embedded.activation;
        },
        challenged: ({ _embedded, profile }) => {
          challenge = { ..._embedded.challenge, allowCredentials: [{ id: profile.credentialId }] };
        },
        answer: () =>
          challenge ? key.get(challenge, page).answer : key.create(activation ?? { challenge: '' }, page).answer,
        wrong: () =>
          key.credentials().length > 0
            ? other.get({ challenge: 'AAAA', ...challenge, allowCredentials: [] }, page).answer
            : other.create({ challenge: 'AAAA' }, page).answer,
      };
    },
  };
}

/** The certificate of all U2F keys, which are of one series. */
const attestation = await createAttestation();

/** A U2F key that is registered, and another one whose signatures are wrong; the caller chooses the app id. */
export function olderKeys(): KindFixture {
  return {
    activated: true,
    oneTime: true,
    several: true,
    stale: { after: { minutes: 5 }, errorCode: 'E0000068' },
    holder() {
      const parts = { random: randomBytes, attestation };
      const [key, other] = [createVirtualU2f(parts), createVirtualU2f(parts)];
      other.register({ challenge: 'AAAA', appId: BASE });
      let nonce = '';
      const registered = () => key.keys().length > 0;
      const asked = () => ({ challenge: nonce, appId: BASE });
      return {
        request: { factorType: 'u2f', provider: 'FIDO' },
        keep: ({ _embedded }) => {
          nonce = _embedded.activation.nonce;
        },
        challenged: ({ _embedded }) => {
          nonce = _embedded.challenge.nonce;
        },
        answer: () => clientDataFirst(registered() ? key.sign(asked()) : key.register(asked())),
        wrong: () =>
          clientDataFirst(registered() ? other.sign(asked()) : other.register({ ...asked(), challenge: 'AAAA' })),
      };
    },
  };
}

/** The field that no answer may be without. */
const clientDataFirst = ({ clientData, ...rest }: { readonly clientData: string }) => ({ clientData, ...rest });
