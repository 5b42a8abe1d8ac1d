import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createHooks } from '../../src/hooks/callHook.ts';
import { createGuard, nothingAllowed } from '../../src/outgoing/guard.ts';
import type { Address } from '../../src/outgoing/reach.ts';
import { type HookServer, hookServer } from '../support/hooks/hookServer.ts';

const strict = createGuard(nothingAllowed);
/** Everything that an operator can allow. */
const lenient = createGuard({ allowed: ['0.0.0.0/0', '::/0'] });
const mayReach = (address: string, guard: typeof strict) => guard.mayReach(address, { host: address, encrypted: true });
const uriProblem = (uri: string, guard: typeof strict) => guard.uriProblem(uri);

const target = (uri: string) => ({ uri, headers: [], authScheme: { key: 'Authorization', value: 'secret' } });
const at = (...addresses: readonly string[]): readonly Address[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('which addresses hooks may have', () => {
  const never = [
    ...['0.0.0.0', '169.254.169.254', '224.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1', '240.0.0.1'],
    ...['::', 'fe80::1', 'fe80::a9fe:a9fe%1', 'fec0::1', 'ff02::1', '2001:db8::1', '100::1'],
    ...['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:169.254.169.254', '::127.0.0.1', '::7f00:1'],
    ...['64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::1', '2002:7f00:1::1', '2001:0:7f00:1::1', '5f00::1'],
    ...['', 'localhost', '127.0.0.1.example.com', 'not an address'],
  ];
  const whenAllowed = [
    '127.0.0.1',
    '127.8.8.8',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '::1',
    'fd00::1',
  ];
  const always = ['8.8.8.8', '203.0.114.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::200e'];

  for (const address of never) {
    test(`never ${JSON.stringify(address)}`, () => {
      assert.equal(mayReach(address, strict), false);
      assert.equal(mayReach(address, lenient), false);
    });
  }
  for (const address of whenAllowed) {
    test(`${address} only where private networks are allowed`, () => {
      assert.equal(mayReach(address, strict), false);
      assert.equal(mayReach(address, lenient), true);
    });
  }
  for (const address of always) test(`${address} always`, () => assert.equal(mayReach(address, strict), true));
});

describe('which URLs hooks may have', () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    ['https://127.0.0.1/', /not public/],
    ['https://[::1]/', /not public/],
    ['https://[::ffff:127.0.0.1]/', /not public/],
    ['https://[::ffff:7f00:1]/', /not public/],
    ['https://10.1.2.3:8443/hook', /not public/],
    ['https://169.254.169.254/latest/meta-data', /not public/],
    ['https://2130706433/', /not public/],
    ['https://0x7f000001/', /not public/],
    ['https://0177.0.0.1/', /not public/],
    ['https://127.1/', /not public/],
    ['https://0/', /not public/],
    ['https://①②⑦.⓪.⓪.①/', /not public/],
    ['http://hooks.example.com/', /https/],
    ['file:///etc/passwd', /https/],
    ['gopher://example.com/', /https/],
    ['javascript:alert(1)', /https/],
    ['https://name:word@example.com/', /No name and password/],
    ['https://example.com@127.0.0.1/', /No name and password/],
    ['https://example.com/#part', /fragment/],
    ['https://example.com/a b', /white space/],
    ['https://example.com/\n', /white space/],
    ['https:\\\\example.com', /white space/],
    ['//example.com', /absolute/],
    ['https://', /absolute/],
    [`https://example.com/${'x'.repeat(1024)}`, /At most 1024/],
  ];
  for (const [uri, problem] of refused) {
    test(`not ${JSON.stringify(uri.slice(0, 60))}`, () => assert.match(uriProblem(uri, strict) ?? '', problem));
  }
  for (const uri of [
    'https://hooks.example.com/telephony?key=1',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]:8443/',
  ]) {
    test(`but ${uri}`, () => assert.equal(uriProblem(uri, strict), undefined));
  }
  test('http in development', () => assert.equal(uriProblem('http://127.0.0.1:1/', lenient), undefined));
});

describe('connections to hooks', () => {
  let server: HookServer;
  let other: HookServer;
  before(async () => {
    server = await hookServer('127.0.0.1');
    // The same port on another address: what a name that was rebound would lead to.
    other = await hookServer('127.0.0.2', server.port);
  });
  after(async () => {
    await server.close();
    await other.close();
  });

  /** Its name alone is allowed: whatever it leads to is not, unless it is private. */
  const innocent = createGuard({ allowed: ['192.0.2.1'] });
  const forbidden = [
    at('127.0.0.1'),
    at('10.0.0.1'),
    at('169.254.169.254'),
    at('::1'),
    at('::ffff:127.0.0.1'),
    at('8.8.8.8', '127.0.0.1'),
    at('2606:4700::1111', 'fd00::1'),
    at(),
  ];
  for (const addresses of forbidden) {
    test(`a name that resolves to ${addresses.map(({ address }) => address).join(' and ') || 'nothing'} is not called`, async () => {
      const { length } = server.calls;
      const hooks = createHooks({ guard: innocent, resolve: async () => addresses });
      const answer = await hooks.call(target(`http://innocent.test:${server.port}/`), {});
      assert.ok(answer.result === 'UNREACHABLE' && answer.forbidden, JSON.stringify(answer));
      assert.equal(server.calls.length, length);
    });
  }

  test('DNS rebinding: a name server that changes its mind after the check is never asked again', async () => {
    let asked = 0;
    const resolve = async () => at(++asked === 1 ? '127.0.0.1' : '127.0.0.2');
    const hooks = createHooks({ guard: lenient, resolve });
    // The system's name server does not know this name: a connection there is one to the address that was checked.
    const answer = await hooks.call(target(`http://rebinding.test:${server.port}/`), { eventId: '1' });
    assert.equal(answer.result, 'ANSWERED');
    assert.equal(asked, 1);
    assert.equal(server.calls.at(-1)?.headers.host, `rebinding.test:${server.port}`);
    assert.equal(other.calls.length, 0);
  });

  test('DNS rebinding: an address that was public for the last call is checked for the next one', async () => {
    let asked = 0;
    const resolve = async () => at(++asked === 1 ? '192.168.0.1' : '169.254.169.254');
    const hooks = createHooks({ guard: lenient, resolve, timeoutMs: 50 });
    const first = await hooks.call(target('http://rebinding.test:1/'), {});
    assert.equal('forbidden' in first, false);
    const second = await hooks.call(target('http://rebinding.test:1/'), {});
    assert.ok(second.result === 'UNREACHABLE' && second.forbidden, JSON.stringify(second));
    assert.equal(asked, 2);
  });

  test('a name server that never answers costs no more than the time-out', async () => {
    const hooks = createHooks({ guard: lenient, resolve: () => new Promise(() => {}), timeoutMs: 50 });
    assert.deepEqual(await hooks.call(target('http://slow.test/'), {}), {
      result: 'TIMEOUT',
      reason: 'no answer within 50 ms',
    });
  });

  test('a hook that nobody listens at is unreachable, and its address is not told', async () => {
    const hooks = createHooks({ guard: lenient });
    const closed = await hookServer();
    await closed.close();
    assert.deepEqual(await hooks.call(target(closed.url), {}), { result: 'UNREACHABLE', reason: 'ECONNREFUSED' });
  });

  test('https is not spoken to a server without a certificate that is trusted', async () => {
    const hooks = createHooks({ guard: lenient });
    const answer = await hooks.call(target(server.url.replace('http:', 'https:')), {});
    assert.equal(answer.result, 'UNREACHABLE');
  });
});
