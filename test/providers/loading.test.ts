import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

/** Runs a program that starts the service and serves a text message; gives the packages that were loaded by then, and after `then`. */
function loaded(then: string): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const program = `
    import { registerHooks } from 'node:module';
    const packages = new Set();
    registerHooks({
      load(url, context, next) {
        const name = /\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(url)?.[1];
        if (name) packages.add(name);
        return next(url, context);
      },
    });
    const { startCofactor } = await import('./src/testing/index.ts');
    const { providers } = await import('./src/delivery/providers/index.ts');
    const cofactor = await startCofactor({ users: ['ada@example.com'] });
    const sent = await cofactor.fetch(\`/api/v1/users/\${cofactor.users[0].id}/factors\`, {
      method: 'POST',
      headers: { authorization: \`SSWS \${cofactor.token}\`, 'content-type': 'application/json' },
      body: JSON.stringify({ factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+15550100001' } }),
    });
    if (sent.status !== 200) throw new Error(await sent.text());
    const before = [...packages];
    const message = { to: '+15550100001', id: 'm', language: 'en', code: '1' };
    const { trustedConnector: connector } = await import('./src/outgoing/connector.ts');
    const io = { connector, signal: AbortSignal.timeout(5_000), now: Temporal.Now.instant(), random: (n) => new Uint8Array(n) };
    ${then}
    await cofactor.close();
    console.log(JSON.stringify({ before, after: [...packages] }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  assert.match(stdout, /^\{.*\}\n$/, stderr);
  return JSON.parse(stdout);
}

const cases = [
  [
    'smpp',
    `const settings = { host: '127.0.0.1', port: 1, systemId: 'a', password: 'b', from: '1' };
    await providers.smpp.send({ ...message, rendered: { channel: 'sms', text: 'x' } }, settings, io);`,
  ],
  [
    'nodemailer',
    `const settings = { host: '127.0.0.1', port: 1, from: 'a@example.com', security: 'none' };
    const rendered = { channel: 'email', subject: 'x', text: 'x', html: 'x' };
    await providers.smtp.send({ ...message, to: 'ada@example.com', rendered }, settings, io);
    await providers.smtp.close(settings);`,
  ],
] as const;
for (const [name, send] of cases) {
  test(`${name} is loaded when a message is sent through it, and by no service that has no such provider`, () => {
    const { before, after } = loaded(send);
    assert.ok(before.includes('fastify'), 'packages are seen');
    assert.equal(before.includes(name), false);
    assert.equal(after.includes(name), true);
  });
}
