import assert from 'node:assert/strict';
import { Secret } from 'otpauth';
import type { kindContracts } from '../../../src/contract/factors/factors.ts';
import type { User } from '../../../src/domain/users/user.ts';
import { authenticator, buttonToken } from './authenticator.ts';
import { duoUsers } from './duoFixture.ts';
import type { ElsewhereKey } from './elsewhereFixtures.ts';
import type { Holder, KindFixture } from './holder.ts';
import { olderKeys, securityKeys, yubikeys } from './keyFixtures.ts';
import { serverTokens } from './tokenFixture.ts';
import { vipCredentials } from './vipFixture.ts';

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
  'token/RSA': serverTokens(),
  'web/DUO': duoUsers(),
  'token/SYMANTEC': vipCredentials(),

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
          next = 0;
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
      let app = authenticator('AAAA', w.clock);
      return {
        request: { factorType: 'token:software:totp', provider },
        keep: ({ _embedded }) => {
          secret = _embedded.activation.sharedSecret;
          app = authenticator(secret, w.clock);
        },
        answer: () => ({ passCode: app.code() }),
        wrong: () => ({ passCode: app.wrong() }),
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
      let pressed = 0;
      let wrong = { pressed: -1, passCode: '' };
      /** A code of no counter from the last 20 to the next 100. */
      const wrongNow = () => {
        if (wrong.pressed === pressed) return wrong.passCode;
        const near = Array.from({ length: 120 }, (_, n) => token.at(Math.max(0, pressed + n - 20)));
        wrong = { pressed, passCode: unlike(near) };
        return wrong.passCode;
      };
      const sharedSecret = secret.base32;
      return {
        request: {
          factorType: 'token:hotp',
          provider: 'CUSTOM',
          factorProfileId: made.body.id,
          profile: { sharedSecret },
        },
        query: '?activate=true',
        answer() {
          pressed += 1;
          return { passCode: token.press() };
        },
        wrong: () => ({ passCode: wrongNow() }),
        secrets: () => [sharedSecret, secret.hex, Buffer.from(secret.bytes).toString('base64url')],
      };
    },
  };
}

let profiles = 0;
