import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { EXPECTED } from '../../scripts/runtimes/expected.ts';
import { type Cofactor, startCofactor } from '../../src/testing/index.ts';
import { startBrowser, withoutBrowser } from '../../test/support/browser.ts';
import { bundled, siteInFrontOf } from './support/site.ts';

describe('the client in a browser', { skip: withoutBrowser }, () => {
  let cofactor: Cofactor;
  let site: Awaited<ReturnType<typeof siteInFrontOf>>;
  let browser: Browser;
  before(async () => {
    cofactor = await startCofactor({ users: ['ada@example.com'] });
    const run = `scenario(location.origin, ${JSON.stringify(cofactor.token)}).catch(String)`;
    site = await siteInFrontOf(cofactor, {
      '/': '<!doctype html><title>A page</title><link rel="icon" href="data:,">',
      '/page.js': await bundled(`import { scenario } from './scenario.ts'; export const said = ${run};`),
      '/key.js': await bundled(securityKey(cofactor.token, cofactor.users[0]?.id ?? '')),
      '/worker.js': await bundled(
        `import { scenario } from './scenario.ts'; ${run}.then((said) => postMessage(said));`,
      ),
    });
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await cofactor?.close();
  });

  const places = {
    page: "import('/page.js').then(({ said }) => said)",
    'module worker': `new Promise((resolve, reject) => {
      const worker = new Worker('/worker.js', { type: 'module' });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    })`,
  };
  for (const [place, program] of Object.entries(places)) {
    test(`it does in a ${place} what it does elsewhere`, async () => {
      const page = await browser.newPage();
      await page.goto(site.url);
      assert.deepEqual(await page.evaluate(program), EXPECTED);
      await page.close();
    });
  }

  test('a security key of the browser enrolls and signs in', async () => {
    const page = await browser.newPage();
    // Keys are for secure pages, of which localhost is one and an address is not.
    await page.goto(site.url.replace('127.0.0.1', 'localhost'));
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'usb', hasUserVerification: true, isUserVerified: true },
    });
    assert.equal(await page.evaluate("import('/key.js').then(({ said }) => said)"), 'ACTIVE, verified');
    await page.close();
  });
});

/** A page's use of `@cofactor/client/webauthn`, here without a back-end between. */
const securityKey = (token: string, userId: string) => `
  import { createClient } from '@cofactor/client';
  import { activate, verify } from '@cofactor/client/flows';
  import { creationOptions, requestOptions, toActivation, toAnswer } from '@cofactor/client/webauthn';
  async function run() {
    const client = createClient({ url: location.origin, token: '${token}' });
    const [userId, keys] = ['${userId}', navigator.credentials];
    const pending = await client.enrollFactor({ userId, body: { factorType: 'webauthn' } });
    const created = await keys.create(creationOptions(pending));
    const active = await activate(client, userId, pending, toActivation(created));
    if (active.outcome !== 'activated') return active.outcome;
    const { id: factorId, status } = active.factor;
    const signed = await keys.get(requestOptions(await client.verifyFactor({ userId, factorId })));
    const { outcome } = await verify(client, userId, factorId, toAnswer(signed.toJSON?.() ?? signed));
    return status + ', ' + outcome;
  }
  export const said = run().catch((error) => String(error));
`;
