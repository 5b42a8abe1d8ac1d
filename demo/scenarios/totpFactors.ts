import assert from 'node:assert/strict';
import { TOTP, URI } from 'otpauth';
import { scanQr } from '../../test/support/devices/scanQr.ts';
import { expectRefusal, WRONG } from '../support/checks.ts';
import type { Demo, Scenario } from '../support/demo.ts';
import { expectTyped, PENDING } from '../support/factors.ts';

/** Authenticator apps: the code comes from a library that is not ours, set up by the QR code as a phone would be. */
export const totpFactors: Scenario = {
  title: 'token:software:totp: an authenticator app, of Okta and of Google',
  async run(demo) {
    const { id: userId, login } = await demo.newUser();
    for (const provider of ['OKTA', 'GOOGLE'] as const) await live(demo, { userId, login, provider });
  },
};

interface Owner {
  readonly userId: string;
  readonly login: string;
  readonly provider: 'OKTA' | 'GOOGLE';
}

async function live(demo: Demo, { userId, login, provider }: Owner): Promise<void> {
  const { say, advance } = demo;
  const { userFactorApi } = demo.client;
  const typed = {
    type: 'UserFactorTokenSoftwareTOTP',
    prefix: 'ost',
    provider,
    profile: { credentialId: login },
  } as const;

  say.step(`${provider}: enroll, scan the QR code, activate`);
  const body = { factorType: 'token:software:totp', provider } as const;
  const pending = await userFactorApi.enrollFactor({ userId, body });
  const factorId = expectTyped(pending, { ...typed, status: PENDING });
  const { activation, _links } = pending._embedded ?? {};
  assert.deepEqual([activation.timeStep, activation.encoding], [30, 'base32']);
  // Okta has the link beside the activation, Google within it.
  const { qrcode } = provider === 'OKTA' ? _links : activation._links;
  const app = await scanned(demo, qrcode.href);
  assert.equal(app.secret.base32, activation.sharedSecret);
  assert.ok(app.label.endsWith(login), app.label);
  const code = async () => app.generate({ timestamp: (await demo.now()).getTime() });
  const first = await code();
  const active = await userFactorApi.activateFactor({ userId, factorId, body: { passCode: first } });
  expectTyped(active, { ...typed, status: 'ACTIVE' });
  assert.equal((active as typeof pending)._embedded, undefined);

  say.step(`${provider}: the same code again, the next one, and those of a clock that is slow or fast`);
  const answer = (passCode: string) => userFactorApi.verifyFactor({ userId, factorId, body: { passCode } });
  await expectRefusal(answer(first), {
    status: 403,
    errorCode: 'E0000082',
    errorSummary: 'Each code can only be used once. Please wait for a new code and try again.',
  });
  await advance('PT30S');
  assert.equal((await answer(await code())).factorResult, 'SUCCESS');
  const ago = async (ms: number) => app.generate({ timestamp: (await demo.now()).getTime() - ms });
  await expectRefusal(answer(await ago(180_000)), {
    status: 403,
    errorCode: 'E0000083',
    errorSummary: 'PassCode is valid but exceeded time window.',
  });
  await expectRefusal(answer(await ago(3_600_000)), WRONG);
  await expectRefusal(answer(await ago(-180_000)), WRONG);

  say.step(`${provider}: remove`);
  await userFactorApi.unenrollFactor({ userId, factorId });
  await expectRefusal(userFactorApi.getFactor({ userId, factorId }), { status: 404, errorCode: 'E0000007' });
}

/** Scans, as a phone's camera does, the picture behind a link that needs no credential. */
async function scanned({ say }: Demo, href: string): Promise<TOTP> {
  const picture = await fetch(href);
  assert.equal(picture.status, 200);
  assert.equal(picture.headers.get('content-type'), 'image/png');
  const uri = scanQr(new Uint8Array(await picture.arrayBuffer()));
  say.note(`the QR code reads ${uri.replace(/secret=\w+/, 'secret=…')}`);
  const app = URI.parse(uri);
  assert.ok(app instanceof TOTP);
  return app;
}
