import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';
import type { kindContracts } from '../../../src/contract/factors/factors.ts';
import type { CreationOptions, RequestOptions } from '../../../src/dev/devices/virtual/keyRequests.ts';
import { createVirtualKey } from '../../../src/dev/devices/virtual/virtualKey.ts';
import { createVirtualU2f } from '../../../src/dev/devices/virtual/virtualU2f.ts';
import type { User } from '../../../src/domain/users/user.ts';
import { fakeYubikey } from '../securityKeys/yubikey.ts';
import { BASE } from '../world.ts';
import { authenticator, buttonToken } from './authenticator.ts';
import type { ElsewhereKey } from './elsewhereFixtures.ts';
import type { Holder, KindFixture } from './holder.ts';

type Contract = (typeof kindContracts)[number];
type KindKey = { [C in Contract as Exclude<`${C['factorType']}/${C['provider']}`, ElsewhereKey>]: KindFixture };

/** The own part of the conformance tests of every kind that takes answers over the API. A kind that has none does not compile. */
export const kindFixtures: Readonly<KindKey & Record<string, KindFixture>> = {
  'sms/OKTA': sentCode('sms', newPhone),
  'call/OKTA': sentCode('call', newPhone),
  'email/OKTA': sentCode('email', ({ profile: { email } }) => ({ to: email, profile: { email } })),
  'token:software:totp/OKTA': totp('OKTA'),
  'token:software:totp/GOOGLE': totp('GOOGLE'),
  'token:hotp/CUSTOM': buttonTokens(),
  'token:hardware/YUBICO': yubikeys(),

  'u2f/FIDO': olderKeys(),
  'webauthn/FIDO': securityKeys(),

  'question/OKTA': {
    holder: () => ({
      request: {
        factorType: 'question',
        provider: 'OKTA',
        profile: { question: 'disliked_food', answer: 'Brussels  Sprouts' },
      },
      answer: () => ({ answer: ' brussels sprouts ' }),
      wrong: () => ({ answer: 'mayonnaise' }),
      secrets: () => ['Brussels  Sprouts', 'brussels sprouts'],
    }),
  },

  'cofactor:recovery_codes/COFACTOR': {
    oneTime: true,
    holder() {
      let codes: readonly string[] = [];
      let next = 0;
      return {
        request: { factorType: 'cofactor:recovery_codes', provider: 'COFACTOR' },
        keep: ({ _embedded }) => {
          codes = _embedded.activation.codes;
        },
        answer: () => ({ passCode: codes[next++] ?? '' }),
        wrong: () => ({ passCode: '00000-00000' }),
        secrets: () => [...codes, ...codes.map((code) => code.replace('-', ''))],
      };
    },
  },

  'cofactor:temporary_code/COFACTOR': {
    oneTime: true,
    stale: { after: { hours: 1 }, errorCode: 'E0000068' },
    holder() {
      let passCode = '';
      return {
        request: { factorType: 'cofactor:temporary_code', provider: 'COFACTOR' },
        keep: ({ _embedded }) => {
          passCode = _embedded.activation.passCode;
        },
        answer: () => ({ passCode }),
        wrong: () => ({ passCode: '0000-0000' }),
        secrets: () => [passCode.replace('-', '')],
      };
    },
  },
};

interface Address {
  readonly to: string;
  readonly profile: object;
}

/** Kinds that send a code: the holder reads the newest message that came to their address. */
function sentCode(factorType: string, addressOf: (user: User) => Address): KindFixture {
  return {
    activated: true,
    oneTime: true,
    stale: { after: { minutes: 5 }, errorCode: 'E0000068' },
    holder(w, user) {
      const { to, profile } = addressOf(user);
      const inbox = () => w.sent.filter((message) => message.to === to).map(({ values }) => values.code);
      return {
        request: { factorType, provider: 'OKTA', profile },
        answer: () => ({ passCode: inbox().at(-1) ?? 'none was sent' }),
        wrong: () => ({ passCode: unlike(inbox()) }),
        secrets: inbox,
      };
    },
  };
}

let phones = 1_000;
function newPhone(): Address {
  const phoneNumber = `+1802448${++phones}`;
  return { to: phoneNumber, profile: { phoneNumber } };
}

/** A six-digit code that is none of these. */
function unlike(codes: readonly string[]): string {
  for (let n = 0; ; n++) {
    const candidate = String(n).padStart(6, '0');
    if (!codes.includes(candidate)) return candidate;
  }
}

function totp(provider: string): KindFixture {
  return {
    activated: true,
    oneTime: true,
    stale: { after: { minutes: 5 }, errorCode: 'E0000083' },
    holder(w): Holder {
      let secret = '';
      return {
        request: { factorType: 'token:software:totp', provider },
        keep: ({ _embedded }) => {
          secret = _embedded.activation.sharedSecret;
        },
        answer: () => ({ passCode: authenticator(secret, w.clock).code() }),
        wrong: () => ({ passCode: authenticator(secret, w.clock).wrong() }),
        secrets: () => [secret],
      };
    },
  };
}

/** A token whose button moves the counter, of a vendor the organization has made a profile for. */
function buttonTokens(): KindFixture {
  return {
    oneTime: true,
    async holder(w) {
      const settings = { timeBased: false, otpLength: 6, hmacAlgorithm: 'HMacSHA256', encoding: 'base32' };
      const made = await w.call('POST', '/api/v1/org/factors/hotp/profiles', {
        name: `Buttons ${++profiles}`,
        settings,
      });
      assert.equal(made.status, 200, JSON.stringify(made.body));
      const secret = new Secret({ size: 32 });
      const token = buttonToken(secret, { algorithm: 'SHA256' });
      const near = Array.from({ length: 100 }, (_, counter) => token.at(counter));
      const sharedSecret = secret.base32;
      return {
        request: {
          factorType: 'token:hotp',
          provider: 'CUSTOM',
          factorProfileId: made.body.id,
          profile: { sharedSecret },
        },
        query: '?activate=true',
        answer: () => ({ passCode: token.press() }),
        wrong: () => ({ passCode: unlike(near) }),
        secrets: () => [sharedSecret, secret.hex, Buffer.from(secret.bytes).toString('base64url')],
      };
    },
  };
}

let profiles = 0;

/** A YubiKey from the organization's pool; another one's passcodes are wrong. */
function yubikeys(): KindFixture {
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
function securityKeys(): KindFixture {
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

/** The same with keys of U2F, whose caller chooses the app id. */
function olderKeys(): KindFixture {
  return {
    activated: true,
    oneTime: true,
    several: true,
    stale: { after: { minutes: 5 }, errorCode: 'E0000068' },
    holder() {
      const [key, other] = [createVirtualU2f({ random: randomBytes }), createVirtualU2f({ random: randomBytes })];
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
