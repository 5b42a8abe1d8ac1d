import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { disclosures, everyRow } from '../../support/disclosure.ts';
import { eachWorld } from '../../support/eachWorld.ts';
import { ENGINES } from '../../support/engines.ts';
import { factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { from } from '../../support/parallel.ts';
import { person } from '../../support/users/people.ts';
import { type FakeVip, fakeVip } from '../../support/vip/fakeVip.ts';
import { setVip, vipConfiguration } from '../../support/vip/setVip.ts';
import type { VipCredential } from '../../support/vip/vipCredentials.ts';
import { type World, world } from '../../support/world.ts';

const isVip = ({ provider }: { provider: string }) => provider === 'SYMANTEC';

for (const engine of ENGINES) {
  describe(`token/SYMANTEC: ${engine}`, () => {
    let w: World;
    let vip: FakeVip;
    let settings: Awaited<ReturnType<typeof vipConfiguration>>;
    let calls: ReturnType<typeof factorCalls>;
    let credential: VipCredential;
    before(async () => {
      vip = await fakeVip();
      settings = await vipConfiguration(vip);
    });
    after(() => vip.close());
    beforeEach(() => {
      vip.messages.length = 0;
      credential = vip.credential();
    });
    eachWorld(engine, async (fresh) => {
      w = fresh;
      calls = factorCalls(w, (await person(w)).id);
    });
    const enroll = (verify: object, credentialId = credential.id) =>
      calls.enroll({ factorType: 'token', provider: 'SYMANTEC', profile: { credentialId }, verify });
    const pressed = () => ({ passCode: credential.press(), nextPassCode: credential.press() });
    const verify = (id: string, answer: object) => w.call('POST', `${calls.factors}/${id}/verify`, answer);
    const change = (id: string, configuration: object) =>
      w.call('PUT', `/api/v1/authenticators/${id}`, { provider: { configuration } });

    test('nobody can enroll before the settings are complete, and the cause names the call', async () => {
      assert.match(heard(await enroll(pressed())).causes.join(), /POST \/api\/v1\/authenticators and key symantec_vip/);
      const { body } = await w.call('POST', '/api/v1/authenticators', { key: 'symantec_vip' });
      assert.equal(body.neverUsed, true);
      const refused = heard(await enroll(pressed()));
      assert.deepEqual([refused.status, refused.causes[0]], [400, 'Factor not enabled.']);
      assert.match(refused.causes[1] ?? '', new RegExp(`PUT /api/v1/authenticators/${body.id} .*clientCertificate`));
      assert.ok(!(await calls.catalog()).body.some(isVip));
      const orgFactor = async () => (await w.call('GET', '/api/v1/org/factors/symantec_vip')).body.status;
      assert.equal(await orgFactor(), 'INACTIVE');
      assert.equal((await change(body.id, settings)).body.neverUsed, undefined);
      assert.equal(await orgFactor(), 'ACTIVE');
      assert.ok((await calls.catalog()).body.some(isVip));
      assert.equal((await enroll(pressed())).status, 200);
    });

    test('two codes activate a credential at once, by its id in capitals, and a code verifies it once', async () => {
      await setVip(w, settings);
      const { status, body } = await enroll(
        pressed(),
        credential.id.toLowerCase().replace('vsmt', 'vsmt-').concat(' '),
      );
      assert.equal(status, 200, JSON.stringify(body));
      assert.match(body.id, /^ufv/);
      assert.deepEqual(
        [body.status, body.vendorName, body.profile],
        ['ACTIVE', 'SYMANTEC', { credentialId: credential.id }],
      );
      const passCode = credential.press();
      assert.deepEqual((await verify(body.id, { passCode })).body, { factorResult: 'SUCCESS' });
      assert.equal(heard(await verify(body.id, { passCode })).code, 'E0000068');
      assert.deepEqual(
        vip.messages.map(({ operation, tokenId }) => [operation, tokenId]),
        [['ActivateToken', credential.id], ...['Validate', 'Validate'].map((one) => [one, credential.id])],
      );
      assert.equal(new Set(vip.messages.map(({ id }) => id)).size, 3);
    });

    test('codes are taken as integers, which have lost the zeros before them', async () => {
      await setVip(w, settings);
      const codes = () => ({ passCode: Number(credential.press()), nextPassCode: Number(credential.press()) });
      const { body } = await enroll(codes());
      for (let n = 0; n < 3; n++) {
        const code = credential.press();
        assert.equal((await verify(body.id, { passCode: Number(code) })).status, 200, code);
      }
      assert.equal((await verify(body.id, codes())).status, 200);
    });

    test('a code that is right but out of step is E0000083, and the two after it put the credential in step', async () => {
      await setVip(w, settings);
      const { body } = await enroll(pressed());
      assert.equal((await calls.verify(body.id, credential.press(), from(1))).status, 200);
      credential.skip(20);
      const late = await calls.verify(body.id, credential.press(), from(1));
      assert.deepEqual([heard(late).code, late.headers['cofactor-reason']], ['E0000083', 'OUTSIDE_WINDOW']);
      assert.match(heard(late).causes.join(), /nextPassCode/);
      assert.equal((await verify(body.id, pressed())).body.factorResult, 'SUCCESS');
      assert.equal(vip.messages.at(-1)?.operation, 'Synchronize');
      assert.equal((await verify(body.id, { passCode: credential.press() })).status, 200);
    });

    test('two codes are judged both: the right one with a wrong one after it is none', async () => {
      await setVip(w, settings);
      const { body } = await enroll(pressed());
      assert.equal(
        heard(await verify(body.id, { passCode: credential.press(), nextPassCode: '2718281' })).code,
        'E0000068',
      );
    });

    test('a locked credential, an unknown one and an id that is none are refused, and leave nothing', async () => {
      await setVip(w, settings);
      credential.state = '4990';
      const locked = await enroll(pressed());
      assert.deepEqual([heard(locked).code, locked.headers['cofactor-reason']], ['E0000068', 'NOT_USABLE']);
      const unknown = await enroll(pressed(), 'VSMT00000000');
      assert.deepEqual([heard(unknown).code, unknown.headers['cofactor-reason']], ['E0000068', 'WRONG_CODE']);
      vip.messages.length = 0;
      for (const id of ['VSMT1</vip:TokenId><vip:TokenId>VSMT2', 'VSMTß', '%00%00%00%00%00', '&lol;&lol;']) {
        assert.equal((await enroll(pressed(), id)).headers['cofactor-reason'], 'UNREADABLE', id);
        w.clock.advance({ minutes: 5 });
      }
      assert.deepEqual([vip.messages, (await calls.list()).body], [[], []]);
    });

    test('a second credential is refused without asking anybody', async () => {
      await setVip(w, settings);
      await enroll(pressed());
      vip.messages.length = 0;
      assert.equal(heard(await enroll(pressed())).summary, 'Api validation failed: factorEnrollRequest');
      assert.equal(vip.messages.length, 0);
    });

    test('certificate and key are sealed and never shown; when the certificate expires is shown, and cannot be set', async () => {
      const id = await setVip(w, settings);
      const { body } = await w.call('GET', `/api/v1/authenticators/${id}`);
      assert.equal(body.provider.configuration.clientCertificateExpires, '2100-01-01T00:00:00Z');
      const seen = [body, (await w.call('GET', '/api/v1/authenticators')).body].map((one) => JSON.stringify(one));
      const lines = (pem: string) => pem.split('\n').filter((line) => line.length > 60);
      const secrets = [...lines(settings.clientKey), ...lines(settings.clientCertificate)];
      assert.deepEqual(disclosures([...seen, ...(await everyRow(w))], secrets), []);
      const same = await w.call('PUT', `/api/v1/authenticators/${id}`, body);
      assert.deepEqual(same.body.provider, body.provider);
      const lie = await change(id, { clientCertificateExpires: '2999-01-01T00:00:00Z' });
      assert.deepEqual(lie.body.provider, body.provider);
      const renewed = await vip.authority.issue('customer', '2031-01-01T00:00:00Z');
      const next = await change(id, { clientCertificate: renewed.cert, clientKey: renewed.key });
      assert.equal(next.body.provider.configuration.clientCertificateExpires, '2031-01-01T00:00:00Z');
      assert.equal((await enroll(pressed())).status, 200);
    });

    test('a certificate that has expired is not shown to anybody, and every guess is given back', async () => {
      const short = await vip.authority.issue('customer', '2026-01-02T00:00:00Z');
      const id = await setVip(w, { ...settings, clientCertificate: short.cert, clientKey: short.key });
      assert.equal((await enroll(pressed())).status, 400, 'the wall clock of the service says that it expired');
      w.clock.advance({ hours: 24 });
      for (let n = 0; n < 12; n++) {
        const refused = await enroll(pressed());
        assert.deepEqual(
          [heard(refused).code, refused.headers['cofactor-reason']],
          ['E0000074', 'VIP_CERTIFICATE_EXPIRED'],
        );
      }
      assert.equal(vip.messages.length, 0);
      const renewed = await vip.authority.issue('customer');
      await change(id, { clientCertificate: renewed.cert, clientKey: renewed.key });
      for (let n = 0; n < 5; n++) assert.equal((await enroll(pressed(), 'VSMT00000000')).status, 403);
      assert.equal((await enroll(pressed())).status, 429, 'those that are judged are counted');
      const again = heard(await change(id, { clientCertificate: short.cert, clientKey: short.key }));
      assert.match(again.causes.join(), /clientCertificate: It expired on 2026-01-02T00:00:00Z/);
    });

    test('an authority that was set is removed by an empty one, and the public ones count alone', async () => {
      const id = await setVip(w, settings);
      assert.equal((await change(id, {})).body.provider.configuration.trustedCertificate, settings.trustedCertificate);
      assert.equal(
        (await change(id, { trustedCertificate: '' })).body.provider.configuration.trustedCertificate,
        undefined,
      );
      assert.equal((await enroll(pressed())).headers['cofactor-reason'], 'VIP_UNREACHABLE');
      await change(id, { trustedCertificate: settings.trustedCertificate });
      assert.equal((await enroll(pressed())).status, 200);
    });

    test('settings that cannot be right are refused, each with its name', async () => {
      const id = await setVip(w, settings);
      const other = await vip.authority.issue('other');
      const wrong: Readonly<Record<string, object>> = {
        hostName: { hostName: '10.0.0.1' },
        'hostName: A name': { hostName: 'https://vip.example.com/' },
        authPort: { authPort: 65_536 },
        trustedCertificate: { trustedCertificate: other.cert },
        'clientKey: Send it with': { clientCertificate: other.cert },
        'clientCertificate: Send it with': { clientKey: other.key },
        'clientKey: It is not the key': { clientCertificate: settings.clientCertificate, clientKey: other.key },
        'clientKey: A private key': { clientCertificate: other.cert, clientKey: 'none' },
        'clientCertificate: A certificate': { clientCertificate: 'none', clientKey: other.key },
      };
      for (const [field, configuration] of Object.entries(wrong)) {
        const { status, causes } = heard(await change(id, configuration));
        assert.equal(status, 400, field);
        assert.ok(
          causes.some((cause) => cause.startsWith(`provider.configuration.${field}`)),
          causes.join(),
        );
      }
      assert.equal((await enroll(pressed())).status, 200, 'and change nothing');
    });
  });
}

test('a VIP service may be on the public internet, and is never asked at a private address', async (t) => {
  const w = await world('sqlite', { outgoingPolicy: { allowed: [] } });
  t.after(w.close);
  const { body } = await w.call('POST', '/api/v1/authenticators', { key: 'symantec_vip' });
  const at = (hostName: string) =>
    w.call('PUT', `/api/v1/authenticators/${body.id}`, { provider: { configuration: { hostName } } });
  assert.equal((await at('vip.example.com')).status, 200);
  for (const hostName of ['127.0.0.1', 'localhost', '169.254.169.254', '[::1]', '::1']) {
    const { status, causes } = heard(await at(hostName));
    assert.equal(status, 400, hostName);
    assert.match(causes.join(), /provider\.configuration\.hostName/);
  }
});
