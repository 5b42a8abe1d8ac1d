import assert from 'node:assert/strict';
import { TestDevice } from '../../test/support/devices/device.ts';
import { fetchWire } from '../../test/support/devices/fetchWire.ts';
import { scanQr } from '../../test/support/devices/scanQr.ts';
import { expectRefusal } from '../support/checks.ts';
import type { Demo, Scenario } from '../support/demo.ts';
import { expectTyped, listFactors, PENDING } from '../support/factors.ts';

/** Push: a device that speaks docs/device-api.md scans the QR code, and answers what the SDK asks. */
export const pushFactor: Scenario = {
  title: 'push: a question on the user’s device, polled to its end',
  async run(demo) {
    const { say } = demo;
    const { userFactorApi } = demo.client;
    const { id: userId, login } = await demo.newUser();

    say.step('enroll, and activate with a device that scans the QR code');
    const pending = await userFactorApi.enrollFactor({
      userId,
      body: { factorType: 'push', provider: 'OKTA' } as never,
    });
    const factorId = expectTyped(pending, { type: 'UserFactorPush', prefix: 'opf', status: PENDING });
    const { activation } = (pending as { _embedded?: { activation?: Activation } })._embedded ?? {};
    assert.equal(activation?.factorResult, 'WAITING');
    const device = await join(demo, activation._links.qrcode.href);
    const active = await userFactorApi.getFactor({ userId, factorId });
    expectTyped(active, { type: 'UserFactorPush', prefix: 'opf', status: 'ACTIVE' });
    assert.equal((active as { profile?: { credentialId?: string } }).profile?.credentialId, login);
    const company = (await listFactors(demo, userId)).map(({ factorType }) => factorType).sort();
    assert.deepEqual(company, ['push', 'signed_nonce', 'token:software:totp']);

    const ask = async (wishes?: object) => {
      const asked = await demo.call('POST', `/api/v1/users/${userId}/factors/${factorId}/verify`, wishes);
      assert.deepEqual([asked.status, asked.body.factorResult], [201, 'WAITING']);
      const transactionId = String(asked.body._links.poll.href).split('/').at(-1) ?? '';
      assert.match(transactionId, /^v2mst\.[\w-]{22}$/);
      return { transactionId, number: asked.body._embedded?.challenge.correctAnswer as number | undefined };
    };
    const poll = async (transactionId: string, wanted: string) => {
      const { factorResult } = await userFactorApi.getFactorTransactionStatus({ userId, factorId, transactionId });
      assert.equal(factorResult, wanted);
    };

    say.step('approved: WAITING, then SUCCESS');
    const first = await userFactorApi.verifyFactor({ userId, factorId });
    assert.equal(first.factorResult, 'WAITING');
    const [waiting] = (await device.transactions()).body.transactions;
    await poll(waiting.id, 'WAITING');
    await device.answer(waiting.id, 'APPROVE');
    await poll(waiting.id, 'SUCCESS');

    say.step('denied: REJECTED');
    const denied = await ask();
    await device.answer(denied.transactionId, 'DENY');
    await poll(denied.transactionId, 'REJECTED');

    say.step('with a number: the right one of three is SUCCESS');
    const numbered = await ask({ useNumberMatchingChallenge: true });
    const [shown] = (await device.transactions()).body.transactions;
    assert.ok(shown.numbers.includes(numbered.number) && shown.numbers.length === 3);
    await device.answer(numbered.transactionId, 'APPROVE', { number: numbered.number });
    await poll(numbered.transactionId, 'SUCCESS');

    say.step('not answered in five minutes: TIMEOUT, and an answer comes too late');
    const late = await ask();
    await demo.advance('PT5M');
    await poll(late.transactionId, 'TIMEOUT');
    const tooLate = await (await inTime(demo, device)).answer(late.transactionId, 'APPROVE');
    assert.deepEqual([tooLate.status, tooLate.body.errorCode], [409, 'E0990013']);

    say.step('remove: Okta TOTP and signed_nonce go along');
    await userFactorApi.unenrollFactor({ userId, factorId });
    assert.deepEqual(await listFactors(demo, userId), []);
    await expectRefusal(userFactorApi.getFactor({ userId, factorId }), { status: 404, errorCode: 'E0000007' });
  },
};

interface Activation {
  readonly factorResult: string;
  readonly _links: { readonly qrcode: { readonly href: string } };
}

/** A device that was shown the QR code. */
async function join(demo: Demo, href: string): Promise<TestDevice> {
  const picture = await fetch(href);
  assert.equal(picture.status, 200);
  const link = scanQr(new Uint8Array(await picture.arrayBuffer()));
  demo.say.note(`the QR code reads ${link.replace(/[^/]+$/, '…')}`);
  const device = await inTime(demo, new TestDevice(fetchWire(demo.url, () => 0)));
  const reply = await device.enroll(link);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return device;
}

/** A device signs what time it is: here, what the service takes it to be. */
async function inTime(demo: Demo, device: TestDevice): Promise<TestDevice> {
  const ahead = (await demo.now()).getTime() - Date.now();
  return device.movedTo(fetchWire(demo.url, () => Date.now() + ahead));
}
