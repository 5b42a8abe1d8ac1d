import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { startBrowser, withoutBrowser } from '../../support/browser.ts';
import { type Running, start } from '../../support/command.ts';
import { type KeySite, startKeySite } from '../../support/factors/securityKeys/keyPage.ts';

/** Of a key that Chromium simulates (its DevTools protocol, domain WebAuthn). */
interface Key {
  readonly protocol?: 'ctap2' | 'u2f';
  readonly isUserVerified?: boolean;
  readonly hasUserVerification?: boolean;
  readonly hasResidentKey?: boolean;
}

interface Credential {
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  readonly signCount: number;
  readonly userHandle?: string;
}

/** Chromium, with keys of its own, on a page that does what docs/factors/webauthn.md says. */
describe('security keys in a browser', { skip: withoutBrowser }, () => {
  let service: Running;
  let browser: Browser;
  let methods: string;
  let userId: string;
  let site: KeySite;
  let people = 0;
  before(async () => {
    service = await start(['dev', '--database', 'sqlite::memory:']);
    browser = await startBrowser();
    const { body } = await service.call('GET', '/api/v1/authenticators');
    methods = `/api/v1/authenticators/${body.find(({ key }: { key: string }) => key === 'webauthn').id}/methods/webauthn`;
  });
  after(async () => {
    await browser.close();
    await service.stop();
  });
  afterEach(() => site.close());
  beforeEach(async () => {
    const login = `u${++people}@example.com`;
    const profile = { firstName: 'Ada', lastName: 'Lovelace', email: login, login };
    userId = (await service.call('POST', '/api/v1/users', { profile })).body.id;
    site = await startKeySite(service, userId);
    await set({});
  });

  const set = async (settings: object): Promise<void> => {
    const { status, body } = await service.call('PUT', methods, { settings });
    assert.equal(status, 200, JSON.stringify(body));
  };

  /** A page of the application, in a browser that has one key. */
  async function open(key: Key = {}, origin = site.origin) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(origin);
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const options = {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      ...key,
    } as const;
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
    return { page, cdp, authenticatorId, close: () => context.close() };
  }

  const run = (page: Page, code: string) =>
    // biome-ignore lint/suspicious/noExplicitAny: what the page's functions give
    page.evaluate(`${code}.catch((error) => ({ refused: error.name }))`) as Promise<any>;
  const credentials = async (cdp: CDPSession, authenticatorId: string): Promise<readonly Credential[]> =>
    (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials as never;

  for (const [name, alg] of [
    ['ES256', -7],
    ['EdDSA', -8],
    ['RS256', -257],
  ] as const) {
    test(`a key that signs with ${name} is registered and verifies`, async () => {
      const { page, close } = await open();
      const { pending, active } = await run(
        page,
        `enroll({ pubKeyCredParams: [{ type: 'public-key', alg: ${alg} }] })`,
      );
      assert.equal(active.status, 'ACTIVE', JSON.stringify(active));
      const { challenge, verified } = await run(page, `verify('${pending.id}')`);
      assert.deepEqual(challenge.profile, active.profile);
      assert.deepEqual(verified, { factorResult: 'SUCCESS' });
      await close();
    });
  }

  test('with exactly what was answered, a browser and its key agree on the first algorithm', async () => {
    const { page, close } = await open();
    const { pending, active } = await run(page, 'enroll()');
    assert.equal(active.status, 'ACTIVE', JSON.stringify(active));
    assert.deepEqual((await run(page, `verify('${pending.id}')`)).verified, { factorResult: 'SUCCESS' });
    await close();
  });

  test('a key of U2F times is registered through the same page, attested as fido-u2f', async () => {
    const { page, close } = await open({ protocol: 'u2f', hasResidentKey: false, hasUserVerification: false });
    const { pending, active, answer } = await run(page, 'enroll()');
    assert.equal(active.status, 'ACTIVE', JSON.stringify(active));
    assert.match(Buffer.from(answer.attestation, 'base64').toString('latin1'), /fido-u2f/);
    assert.deepEqual((await run(page, `verify('${pending.id}')`)).verified, { factorResult: 'SUCCESS' });
    await close();
  });

  test('without user verification it takes a key that has none; where it is required the browser refuses', async () => {
    const { page, close } = await open({ hasUserVerification: false, isUserVerified: false });
    const { pending, active } = await run(page, 'enroll()');
    assert.equal(active.status, 'ACTIVE', JSON.stringify(active));
    assert.deepEqual((await run(page, `verify('${pending.id}')`)).verified, { factorResult: 'SUCCESS' });
    await set({ userVerification: 'REQUIRED' });
    assert.deepEqual(await run(page, 'enroll()'), { refused: 'NotAllowedError' });
    await close();
  });

  test('where user verification is required, a page that leaves it out is found out', async () => {
    const { page, close } = await open({ hasUserVerification: false, isUserVerified: false });
    await set({ userVerification: 'REQUIRED' });
    const { active } = await run(page, `enroll({ authenticatorSelection: { userVerification: 'discouraged' } })`);
    assert.match(JSON.stringify(active.errorCauses), /did not verify its user/);
    await close();
    const verified = await open();
    assert.equal((await run(verified.page, 'enroll()')).active.status, 'ACTIVE');
    await verified.close();
  });

  test('passkeys: the key keeps the user, by the id that Okta has for it, when settings ask for that', async () => {
    await set({ residentKeyRequirement: 'REQUIRED' });
    const { page, cdp, authenticatorId, close } = await open();
    const { pending, active } = await run(page, 'enroll()');
    assert.equal(active.status, 'ACTIVE', JSON.stringify(active));
    const [credential] = await credentials(cdp, authenticatorId);
    assert.equal(credential?.isResidentCredential, true);
    assert.deepEqual(Buffer.from(credential?.userHandle ?? '', 'base64'), Buffer.from(userId, 'base64'));
    assert.deepEqual((await run(page, `verify('${pending.id}')`)).verified, { factorResult: 'SUCCESS' });
    await close();
  });

  test('the same key cannot be registered twice for a user; another one can', async () => {
    const { page, close } = await open();
    assert.equal((await run(page, 'enroll()')).active.status, 'ACTIVE');
    assert.deepEqual(await run(page, 'enroll()'), { refused: 'InvalidStateError' });
    await close();
    const other = await open();
    assert.equal((await run(other.page, 'enroll()')).active.status, 'ACTIVE');
    await other.close();
    const { body } = await service.call('GET', `/api/v1/users/${userId}/factors`);
    assert.equal(body.filter(({ status }: { status: string }) => status === 'ACTIVE').length, 2);
  });

  test('a copy of a key, which counts from where it was made, is refused once the key was used', async () => {
    const { page, cdp, authenticatorId, close } = await open();
    const { pending } = await run(page, 'enroll()');
    const [copy] = await credentials(cdp, authenticatorId);
    assert.deepEqual((await run(page, `verify('${pending.id}')`)).verified, { factorResult: 'SUCCESS' });
    await cdp.send('WebAuthn.removeCredential', { authenticatorId, credentialId: copy?.credentialId ?? '' });
    await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: copy as never });
    const { verified } = await run(page, `verify('${pending.id}')`);
    assert.match(JSON.stringify(verified.errorCauses), /there may be a copy of it/);
    await close();
  });

  test('a page that is opened by the address 127.0.0.1, where no browser has keys, works at localhost', async () => {
    const { page, close } = await open({}, site.origin.replace('localhost', '127.0.0.1'));
    await page.waitForURL(`${site.origin}/`);
    const { pending, active } = await run(page, 'enroll()');
    assert.equal(active.status, 'ACTIVE', JSON.stringify(active));
    assert.deepEqual((await run(page, `verify('${pending.id}')`)).verified, { factorResult: 'SUCCESS' });
    await close();
  });

  test('a page that is not among the allowed origins is refused, though the browser lets it use the key', async () => {
    const other = await startKeySite(service, userId);
    await set({ allowedOrigins: [site.origin] });
    const { page, close } = await open({}, other.origin);
    const { active } = await run(page, 'enroll()');
    assert.match(JSON.stringify(active.errorCauses), new RegExp(`page of ${other.origin}`));
    await page.goto(site.origin);
    assert.equal((await run(page, 'enroll()')).active.status, 'ACTIVE');
    await close();
    await other.close();
  });
});
