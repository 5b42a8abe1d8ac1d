import assert from 'node:assert/strict';
import type { Running } from '../command.ts';
import { scanQr } from './scanQr.ts';

/** A question that was put to somebody's devices, as the caller who asked sees it. */
export interface Question {
  readonly id: string;
  /** The number that number matching shows where somebody signs in. */
  readonly number: number | undefined;
  /** The result as the service has it now. */
  result(): Promise<string>;
  /** The result once it is no longer `WAITING`. */
  settled(): Promise<string>;
  cancel(): Promise<void>;
}

/** A user who has, or is about to have, the authenticator on a phone. */
export interface PhoneOwner {
  readonly userId: string;
  readonly factorId: string;
  readonly login: string;
  /** The link in the QR code of the factor, and the picture. */
  readonly link: string;
  readonly picture: Uint8Array;
  status(): Promise<string | undefined>;
  ask(numberMatching?: boolean): Promise<Question>;
  /** An invitation of one more device. */
  invite(): Promise<string>;
  /** Verifies a code of the software token that came with the phone. */
  verifyCode(passCode: string): Promise<string>;
}

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

let people = 0;

/** Makes a user and enrolls the push factor, as a back-end does it. */
export async function phoneOwner(service: Running): Promise<PhoneOwner> {
  const login = `ada${++people}@example.com`;
  const profile = { firstName: 'Ada', lastName: 'Lovelace', email: login, login };
  const credentials = { password: { value: 'Correct-horse-7-battery' } };
  const user = await ok(service.call('POST', '/api/v1/users', { profile, credentials }));
  const factors = `/api/v1/users/${user.id}/factors`;
  const factor = await ok(service.call('POST', factors, { factorType: 'push', provider: 'OKTA' }));
  const { link, picture } = await qrOf(factor._embedded.activation);
  const own = `${factors}/${factor.id}`;

  return {
    userId: user.id,
    factorId: factor.id,
    login,
    link,
    picture,
    status: async () => (await service.call('GET', own)).body?.status,
    async ask(numberMatching) {
      const body = numberMatching ? { useNumberMatchingChallenge: true } : {};
      const response = await fetch(`${service.url}${own}/verify`, {
        method: 'POST',
        headers: {
          authorization: 'SSWS dev-token',
          'content-type': 'application/json',
          'x-forwarded-for': '203.0.113.52',
          'user-agent': BROWSER,
        },
        body: JSON.stringify(body),
      });
      // biome-ignore lint/suspicious/noExplicitAny: what it is, is checked by its use
      const asked = (await response.json()) as any;
      assert.equal(response.status, 201, JSON.stringify(asked));
      const path = new URL(asked._links.poll.href).pathname;
      const result = async (): Promise<string> => (await ok(service.call('GET', path))).factorResult;
      return {
        id: path.split('/').at(-1) ?? '',
        number: asked._embedded?.challenge?.correctAnswer,
        result,
        async settled() {
          for (let tries = 0; tries < 200; tries++) {
            const now = await result();
            if (now !== 'WAITING') return now;
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          return 'WAITING';
        },
        async cancel() {
          assert.equal((await service.call('DELETE', path)).status, 204);
        },
      };
    },
    async invite() {
      const invited = await ok(service.call('POST', `${own}/devices`));
      return (await qrOf(invited)).link;
    },
    async verifyCode(passCode) {
      const all = await ok(service.call('GET', factors));
      const token = all.find((one: { factorType: string }) => one.factorType === 'token:software:totp');
      return (await ok(service.call('POST', `${factors}/${token.id}/verify`, { passCode }))).factorResult;
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
async function ok(calling: ReturnType<Running['call']>): Promise<any> {
  const { status, body } = await calling;
  assert.ok(status < 300, JSON.stringify(body));
  return body;
}

async function qrOf(activation: { readonly _links: { readonly qrcode: { readonly href: string } } }) {
  const picture = new Uint8Array(await (await fetch(activation._links.qrcode.href)).arrayBuffer());
  return { picture, link: scanQr(picture) };
}
