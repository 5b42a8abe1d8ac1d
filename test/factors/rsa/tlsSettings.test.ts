import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Certificate } from '../../support/certificate.ts';
import { disclosures, everyRow } from '../../support/disclosure.ts';
import { eachWorld } from '../../support/eachWorld.ts';
import { ENGINES } from '../../support/engines.ts';
import { factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { type FakeRadsec, fakeRadsec } from '../../support/radius/fakeRadsec.ts';
import { person } from '../../support/users/people.ts';
import { type Issuer, issuer } from '../../support/vip/certificates.ts';
import { type World, world } from '../../support/world.ts';

const TOKEN = { factorType: 'token', provider: 'RSA', verify: { passCode: '5275875498' } };

for (const engine of ENGINES) {
  describe(`token/RSA over TLS: ${engine}`, () => {
    let authority: Issuer;
    let ours: Certificate;
    let server: FakeRadsec;
    let w: World;
    before(async () => {
      authority = await issuer('The organization');
      ours = await authority.issue('cofactor', '2030-06-01T00:00:00Z');
      server = await fakeRadsec(await authority.issue('radius'), authority.cert);
      server.answer = (request, send) => send(server.reply(request, { code: 2 }));
    });
    after(() => server.close());
    eachWorld(engine, (fresh) => {
      w = fresh;
      server.requests.length = 0;
    });
    const overTls = () => ({
      transport: 'TLS',
      hostName: '127.0.0.1',
      authPort: server.port,
      trustedCertificate: authority.cert,
    });
    const credentials = () => ({ clientCertificate: ours.cert, clientKey: ours.key });
    const create = (configuration: object) =>
      w.call('POST', '/api/v1/authenticators', { key: 'onprem_mfa', provider: { configuration } });
    const change = (id: string, configuration: object) =>
      w.call('PUT', `/api/v1/authenticators/${id}`, { provider: { configuration } });
    const enroll = async () => factorCalls(w, (await person(w)).id).enroll(TOKEN);

    test('a host is enough, for certificates vouch for both sides; ours may be left out', async () => {
      const { status, body } = await create(overTls());
      assert.deepEqual([status, body.neverUsed], [200, undefined], JSON.stringify(body));
      assert.equal((await enroll()).status, 200);
      assert.deepEqual([server.requests.length, server.requests[0]?.client], [1, undefined]);
      const done = await change(body.id, credentials());
      assert.equal(done.body.provider.configuration.clientCertificateExpires, '2030-06-01T00:00:00Z');
      assert.equal((await enroll()).status, 200);
      assert.equal(server.requests[1]?.client, 'cofactor');
      assert.equal((await change(body.id, { userNameTemplate: { template: 'email' } })).status, 200);
      assert.equal((await enroll()).status, 200);
      assert.equal(server.requests[2]?.client, 'cofactor', 'and stays when something else is changed');
    });

    test('certificate and key are sealed and never shown', async () => {
      const { body } = await create({ ...overTls(), ...credentials() });
      const shown = JSON.stringify((await w.call('GET', `/api/v1/authenticators/${body.id}`)).body);
      const secrets = [ours.key, ours.cert].map((pem) => pem.split('\n')[2] ?? assert.fail());
      assert.deepEqual(disclosures([shown, ...(await everyRow(w))], secrets), []);
    });

    test('a certificate that has expired is not shown to anybody, and every guess is given back', async () => {
      const { body } = await create({ ...overTls(), ...credentials() });
      const calls = factorCalls(w, (await person(w)).id);
      const { id } = (await calls.enroll(TOKEN)).body;
      w.clock.advance({ hours: 10 * 365 * 24 });
      for (let n = 0; n < 12; n++) {
        const { status, code, causes } = heard(await calls.verify(id, '5275402817'));
        assert.deepEqual([status, code], [400, 'E0000074']);
        assert.match(causes.join(), /client certificate of onprem_mfa has expired/);
      }
      assert.equal(server.requests.length, 1);
      assert.match(heard(await change(body.id, credentials())).causes.join(), /clientCertificate: It expired on 2030/);
    });

    test('the secret of UDP and the certificates of TLS do not take each other’s place', async () => {
      const udp = { transport: 'UDP', sharedSecret: 'a secret between two' };
      const { id } = (await create({ hostName: '127.0.0.1', authPort: server.port, ...udp })).body;
      const causes = async (configuration: object) => heard(await change(id, configuration)).causes.join();
      assert.match(await causes(credentials()), /clientCertificate: Over UDP nobody asks for one/);
      assert.match(await causes({ ...overTls(), ...udp, transport: 'TLS' }), /sharedSecret: Over TLS it is radsec/);
      assert.match(await causes({ transport: 'TCP' }), /transport: One of UDP, TLS/);
      assert.match(await causes({ ...overTls(), trustedCertificate: 'none' }), /trustedCertificate: The certificate/);
      assert.match(
        await causes({ ...overTls(), clientKey: ours.key }),
        /clientCertificate: Send it with its clientKey/,
      );
      assert.equal((await change(id, overTls())).status, 200);
      assert.equal((await enroll()).status, 200, 'the secret that is still there is no certificate');
      assert.equal((await change(id, credentials())).status, 200);
      assert.match(await causes({ transport: 'UDP' }), /sharedSecret: Send it again/);
      const back = await change(id, udp);
      assert.deepEqual([back.status, back.body.provider.configuration.clientCertificateExpires], [200, undefined]);
    });

    test('a host that is still missing is what an administrator is asked for, and no secret', async () => {
      await create({ transport: 'TLS' });
      assert.match(heard(await enroll()).causes.join(), /provider\.configuration: hostName\.$/);
    });
  });
}

test('over TLS a token server may be on the public internet, and is never asked at a private address', async (t) => {
  const w = await world('sqlite', { outgoingPolicy: { allowed: [] } });
  t.after(w.close);
  const create = (hostName: string) => {
    const provider = { configuration: { transport: 'TLS', hostName } };
    return w.call('POST', '/api/v1/authenticators', { key: 'onprem_mfa', provider });
  };
  for (const hostName of ['127.0.0.1', 'localhost', '10.0.0.1', '169.254.169.254']) {
    assert.match(heard(await create(hostName)).causes.join(), /hostName: .*--allow-private/, hostName);
  }
  assert.equal((await create('radius.example.com')).status, 200);
});
