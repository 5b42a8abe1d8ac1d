import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createAuthority, issueCertificate } from '../../src/dev/certificates.ts';
import { cofactor, start } from '../support/command.ts';

/** The status of a request, by somebody who trusts this authority, and nobody else when there is one. */
function status(url: string, ca?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false, ...(ca !== undefined && { ca }) }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    }).on('error', reject);
  });
}

describe('dev --https', () => {
  let folder: string;
  let args: readonly string[];
  let ca: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cofactor-https-'));
    ca = join(folder, 'ca.pem');
    args = ['dev', '--https', '--database', `sqlite:${join(folder, 'c.db')}`];
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('it makes an authority once, keeps it to its owner, and says how to trust it', async () => {
    const first = await start(args);
    assert.match(first.url, /^https:\/\/127\.0\.0\.1:\d+$/);
    const { port } = new URL(first.url);
    const made = readFileSync(ca, 'utf8');
    for (const host of ['127.0.0.1', 'localhost']) {
      assert.equal(await status(`https://${host}:${port}/healthz`, made), 200);
      await assert.rejects(status(`https://${host}:${port}/healthz`), /certificate/);
    }
    await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`));
    assert.equal(statSync(join(folder, 'ca.json')).mode & 0o777, 0o600);
    assert.ok(!made.includes('PRIVATE'));
    for (const line of [
      `NODE_EXTRA_CA_CERTS=${ca}`,
      `SSL_CERT_FILE=${ca}`,
      `curl --cacert ${ca}`,
      'keytool -importcert',
    ]) {
      assert.ok(first.stderr().includes(line), line);
    }
    await first.stop();

    const second = await start(args);
    assert.equal(readFileSync(ca, 'utf8'), made);
    assert.equal(await status(`${second.url}/healthz`, made), 200);
    await second.stop();
  });

  test("Okta's Node SDK works against it as against Okta, with no check switched off", async (t) => {
    const service = await start(args);
    t.after(() => service.stop());
    const script = `
      import { Client } from '@okta/okta-sdk-nodejs';
      const client = new Client({ orgUrl: process.argv[1], token: 'dev-token' });
      const profile = { firstName: 'A', lastName: 'L', email: 'ada@example.com', login: 'ada@example.com' };
      const user = await client.userApi.createUser({ body: { profile } });
      const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+15550100001' } };
      const factor = await client.userFactorApi.enrollFactor({ userId: user.id, body });
      console.log(factor.status, new URL(factor._links.self.href).protocol);
    `;
    const run = async (env: Record<string, string>) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, service.url], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk) => {
        out += chunk;
      });
      child.stderr.on('data', (chunk) => {
        err += chunk;
      });
      await once(child, 'close');
      return { out, err };
    };
    const { out, err } = await run({ NODE_EXTRA_CA_CERTS: ca });
    assert.equal(out, 'PENDING_ACTIVATION https:\n', err);
    assert.match((await run({ NODE_EXTRA_CA_CERTS: '' })).err, /certificate|UNABLE_TO/);
  });

  test('a name of the public web makes an authority that may vouch for it, and for no other', async () => {
    const before = readFileSync(ca, 'utf8');
    const named = await start([...args, '--public-url', 'https://mfa.example.com']);
    const { port } = new URL(named.url);
    const made = readFileSync(ca, 'utf8');
    assert.notEqual(made, before);
    const servername = await new Promise((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port,
        path: '/healthz',
        ca: made,
        servername: 'mfa.example.com',
        agent: false,
      };
      get({ ...options, headers: { host: 'mfa.example.com' } }, (reply) => resolve(reply.resume().statusCode)).on(
        'error',
        reject,
      );
    });
    assert.equal(servername, 200);
    await named.stop();
    const again = await start(args);
    assert.equal(readFileSync(ca, 'utf8'), made, 'the wider one does for less');
    await again.stop();
  });

  test('two that start at once share one authority', async () => {
    const apart = mkdtempSync(join(tmpdir(), 'cofactor-https-'));
    const at = (file: string) => start(['dev', '--https', '--database', `sqlite:${join(apart, file)}`]);
    const [a, b] = await Promise.all([at('a.db'), at('b.db')]);
    const shared = readFileSync(join(apart, 'ca.pem'), 'utf8');
    assert.deepEqual([await status(`${a.url}/healthz`, shared), await status(`${b.url}/healthz`, shared)], [200, 200]);
    await Promise.all([a.stop(), b.stop()]);
    rmSync(apart, { recursive: true, force: true });
  });

  test('serve has no such thing', async () => {
    assert.match((await cofactor(['serve', '--https'])).stderr, /unknown option '--https'/);
  });
});

test('who steals the key of an authority cannot pose as a site of the public web', async () => {
  const now = Temporal.Now.instant().epochMilliseconds;
  const authority = await createAuthority(['mfa.example.com'], now);
  const cases: readonly (readonly [string, boolean])[] = [
    ['mfa.example.com', true],
    ['app.localhost', true],
    ['bank.example', false],
    ['example.com', false],
    ['notlocalhost', false],
  ];
  for (const [name, good] of cases) {
    const server = createServer(await issueCertificate(authority, [name], now), (_, reply) => reply.end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const asked = new Promise<string>((resolve) => {
      get({ host: '127.0.0.1', port, ca: authority.certificate, servername: name, agent: false }, (reply) => {
        reply.resume();
        resolve('trusted');
      }).on('error', (error: Error) => resolve(error.message));
    });
    const answer = await asked;
    server.close();
    server.closeAllConnections();
    assert.match(answer, good ? /^trusted$/ : /permitted subtree violation/, name);
  }
});

test('an authority whose key was kept as PKCS #1, as earlier versions did, goes on issuing certificates', async () => {
  const now = Temporal.Now.instant().epochMilliseconds;
  const authority = await createAuthority([], now);
  const key = createPrivateKey(authority.key).export({ type: 'pkcs1', format: 'pem' }).toString();
  assert.match(key, /BEGIN RSA PRIVATE KEY/);
  const { cert } = await issueCertificate({ ...authority, key }, ['localhost'], now);
  const issuer = new X509Certificate(authority.certificate);
  assert.ok(new X509Certificate(cert).verify(issuer.publicKey));
});

test('the certificates say what RFC 5280 asks of an authority and of a server', async () => {
  const now = Date.parse('2026-01-31T12:00:00Z');
  const authority = await createAuthority(['mfa.example.com'], now);
  const issuer = new X509Certificate(authority.certificate);
  const server = new X509Certificate((await issueCertificate(authority, ['localhost', '::1', '127.0.0.1'], now)).cert);
  assert.deepEqual([issuer.ca, server.ca, server.checkIssued(issuer)], [true, false, true]);
  assert.match(issuer.subject, /^CN=Cofactor development CA [0-9a-f]{8}$/);
  assert.equal(server.subjectAltName, 'DNS:localhost, IP Address:0:0:0:0:0:0:0:1, IP Address:127.0.0.1');
  assert.deepEqual(server.keyUsage, ['1.3.6.1.5.5.7.3.1']);
  assert.deepEqual(
    [server.validFromDate, server.validToDate].map((date) => date.toISOString()),
    ['2026-01-30T12:00:00.000Z', '2027-03-04T12:00:00.000Z'],
  );
  assert.match(server.serialNumber, /^[0-9A-F]{30,32}$/);
});
