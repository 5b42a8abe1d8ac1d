import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { EXTENSION_PROVIDER } from '../../src/contract/shared/primitives.ts';
import { allKinds } from '../../src/factors/index.ts';
import { elsewhereFixtures } from '../support/factors/elsewhereFixtures.ts';
import { kindFixtures } from '../support/factors/kindFixtures.ts';
import { fakeYubikey } from '../support/hardwareTokens/yubikey.ts';
import { lostMembers, nodeSdkClient, nodeSdks } from '../support/sdk/nodeSdks.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

/** What comes out for a factor of each type; those that are ours are factors of no type the SDK knows. */
const classes: Readonly<Record<string, string>> = {
  sms: 'UserFactorSMS',
  call: 'UserFactorCall',
  email: 'UserFactorEmail',
  question: 'UserFactorSecurityQuestion',
  'token:software:totp': 'UserFactorTokenSoftwareTOTP',
  'token:hotp': 'UserFactorTokenHOTP',
  token: 'UserFactorToken',
  'token:hardware': 'UserFactorTokenHardware',
  u2f: 'UserFactorU2F',
  webauthn: 'UserFactorWebAuthn',
  web: 'UserFactorWeb',
};

/** The SDK's model of an answer to an activation lacks this type, and reads nothing of it but its links. */
const ACTIVATION_UNKNOWN = 'web';

/** Every body of every kind through Okta's own deserialiser, over HTTP. */
for (const [version, sdk] of Object.entries(nodeSdks)) {
  describe(`Okta's SDK for Node.js ${version}`, () => {
    let w: World;
    let url: string;
    before(async () => {
      w = await world();
      await w.app.listen({ host: '127.0.0.1', port: 0 });
      url = `http://127.0.0.1:${(w.app.server.address() as AddressInfo).port}`;
    });
    after(() => w.close());

    test('it is the version it is meant to be', () => {
      const { DEFAULT_USER_AGENT } = sdk.Client as unknown as { DEFAULT_USER_AGENT?: string };
      assert.ok(DEFAULT_USER_AGENT === undefined || DEFAULT_USER_AGENT.includes(`/${version.slice(0, 1)}.`));
    });

    for (const { contract, challenge } of allKinds) {
      const name = `${contract.factorType}/${contract.provider}`;
      if (Object.hasOwn(elsewhereFixtures, name)) continue;
      const wanted = classes[contract.factorType] ?? 'UserFactor';

      test(`${name}: answers are ${wanted}, and nothing of them is lost`, async () => {
        const user = await person(w);
        const fixture = kindFixtures[name]!;
        const holder = await fixture.holder(w, user);
        const { client, wire } = nodeSdkClient(sdk, url, w.token);
        const { userFactorApi: api } = client;
        const userId = user.id;
        const seen = (read: { constructor: { name: string } }, status: string) => {
          assert.equal(read.constructor.name, wanted);
          assert.equal((read as { status?: string }).status, status);
          assert.deepEqual(lostMembers(wire(), read), []);
        };

        const enrolled = await api.enrollFactor({
          userId,
          body: holder.request as never,
          ...(holder.query && { activate: true }),
        });
        holder.keep?.(wire());
        seen(enrolled, fixture.activated ? 'PENDING_ACTIVATION' : 'ACTIVE');
        let factorId = enrolled.id!;
        if (fixture.activated) {
          seen(await api.getFactor({ userId, factorId }), 'PENDING_ACTIVATION');
          await refused(api.activateFactor({ userId, factorId, body: holder.wrong() as never }), 403, 'E0000068', wire);
          const active = await api.activateFactor({ userId, factorId, body: holder.answer() as never });
          const activated = wire() as { id: string; status: string };
          assert.equal(activated.status, 'ACTIVE');
          if (contract.factorType !== ACTIVATION_UNKNOWN) assert.deepEqual(lostMembers(activated, active), []);
          factorId = activated.id;
        }
        seen(await api.getFactor({ userId, factorId }), 'ACTIVE');

        const again = { userId, body: holder.request as never, activate: true };
        if (!fixture.several) await refused(api.enrollFactor(again), 400, 'E0000001', wire);
        w.clock.advance({ seconds: 30 });
        if (challenge) {
          const asked = await api.verifyFactor({ userId, factorId });
          assert.deepEqual([asked.factorResult, lostMembers(wire(), asked)], ['CHALLENGE', []]);
          holder.challenged?.(wire());
        }
        await refused(api.verifyFactor({ userId, factorId, body: holder.wrong() as never }), 403, 'E0000068', wire);
        const verified = await api.verifyFactor({ userId, factorId, body: holder.answer() as never });
        assert.deepEqual([verified.factorResult, lostMembers(wire(), verified)], ['SUCCESS', []]);

        const listed = await each(await api.listFactors({ userId }));
        const hidden = contract.provider === EXTENSION_PROVIDER;
        assert.deepEqual(
          listed.map((factor) => factor.constructor.name),
          hidden ? [] : [wanted],
        );
        assert.deepEqual(lostMembers(wire(), listed), []);
        const catalog = await each(await api.listSupportedFactors({ userId }));
        assert.ok(catalog.length >= 8 && catalog.every((item) => item instanceof sdk.UserFactorSupported));
        assert.deepEqual(lostMembers(wire(), catalog), []);

        await api.unenrollFactor({ userId, factorId });
        await refused(api.getFactor({ userId, factorId }), 404, 'E0000007', wire);
      });
    }

    test('questions, users and YubiKeys come out whole', async () => {
      const user = await person(w);
      const { client, wire } = nodeSdkClient(sdk, url, w.token);
      const questions = await each(await client.userFactorApi.listSupportedSecurityQuestions({ userId: user.id }));
      assert.ok(questions.every((question) => question instanceof sdk.UserFactorSecurityQuestionProfile));
      assert.deepEqual([questions.length, lostMembers(wire(), questions)], [20, []]);
      const read = await client.userApi.getUser({ userId: user.id });
      assert.equal(read.constructor.name, 'UserGetSingleton');
      assert.deepEqual(lostMembers(wire(), read), []);
      await client.userFactorApi.uploadYubikeyOtpTokenSeed({ uploadYubikeyOtpTokenSeedRequest: fakeYubikey().seed });
      const tokens = await each((await client.userFactorApi.listYubikeyOtpTokens()) as never);
      assert.ok(tokens.length > 0);
      assert.deepEqual(lostMembers(wire(), tokens), []);
    });
  });
}

async function each<T extends object>(collection: { each(see: (item: T) => void): Promise<unknown> }): Promise<T[]> {
  const items: T[] = [];
  await collection.each((item) => {
    items.push(item);
  });
  return items;
}

/** The SDK throws its own error, with everything the envelope says. */
async function refused(call: Promise<unknown>, status: number, errorCode: string, wire: () => unknown): Promise<void> {
  await assert.rejects(call, (error: Error & { status: number; errorCode: string; errorCauses: unknown }) => {
    assert.deepEqual([error.status, error.errorCode], [status, errorCode]);
    assert.deepEqual(lostMembers(wire(), error), []);
    return true;
  });
}
