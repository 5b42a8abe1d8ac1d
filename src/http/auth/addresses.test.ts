import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noProxies, type ProxyPolicy } from '../../domain/policy/proxyPolicy.ts';
import { createAddresses } from './addresses.ts';

const BACK_END = '198.51.100.20';
const USER = '203.0.113.7';
const FORGED = '192.0.2.66';

function read(ip: string, forwarded: string | undefined, policy: Partial<ProxyPolicy> = {}, more: object = {}) {
  const headers = { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }), ...more };
  return createAddresses({ ...noProxies, ...policy })({ ip, headers });
}
const userOf = (...args: Parameters<typeof read>) => read(...args).endUser;

test('a caller that is connected directly names its end user, or nobody', () => {
  assert.equal(userOf(BACK_END, USER), USER);
  assert.equal(userOf(BACK_END, undefined), undefined);
  assert.equal(userOf(BACK_END, ''), undefined);
});

test('attack: an end user who writes the header too is still the one its caller’s proxy saw', () => {
  assert.equal(userOf(BACK_END, `${FORGED}, ${USER}`), USER);
  assert.equal(userOf(BACK_END, `${FORGED}, ${USER}, 10.0.0.1, 127.0.0.1`), USER, 'behind proxies of the caller');
  assert.equal(userOf(BACK_END, `${FORGED}, unknown`), undefined, 'a proxy that does not know says so');
});

test('addresses that are no end user’s: private, loopback, link-local, a carrier’s, and the caller’s own', () => {
  const none = [
    ...['10.1.2.3', '172.16.0.9', '192.168.1.1', '127.0.0.1', '169.254.3.4', '100.64.0.1', '0.0.0.0'],
    ...[
      '::1',
      'fd00::1',
      'fe80::1%eth0',
      '::ffff:10.0.0.1',
      BACK_END,
      `::ffff:${BACK_END}`,
      'localhost',
      '_hidden',
      '7',
    ],
  ];
  for (const address of none) assert.equal(userOf(BACK_END, address), undefined, address);
});

test('private end users count where that is switched on, proxies still do not', () => {
  const policy = { privateEndUsers: true, proxies: ['10.0.0.1'] };
  assert.equal(userOf(BACK_END, '10.1.2.3', policy), '10.1.2.3');
  assert.equal(userOf(BACK_END, `${FORGED}, 10.1.2.3, 10.0.0.1`, policy), '10.1.2.3');
});

test('what one proxy of ours appends is the caller, not the end user', () => {
  for (const policy of [{ hops: 1 }, { proxies: ['127.0.0.0/8'] }, { proxies: ['127.0.0.1'] }]) {
    assert.deepEqual(read('127.0.0.1', BACK_END, policy), { caller: BACK_END, device: BACK_END });
    const named = read('::ffff:127.0.0.1', `${FORGED}, ${USER}, ${BACK_END}`, policy);
    assert.deepEqual(named, { caller: BACK_END, endUser: USER, device: BACK_END });
  }
});

test('two proxies of ours, by number or by network, IPv6 too', () => {
  const sent = `${USER}, ${BACK_END}, 10.0.0.2`;
  for (const policy of [{ hops: 2 }, { proxies: ['10.0.0.0/8', '2001:db8:9::/48'] }]) {
    assert.deepEqual(read('2001:db8:9::1', sent, policy), { caller: BACK_END, endUser: USER, device: BACK_END });
  }
  assert.equal(
    userOf('2001:db8:9::1', sent, { hops: 1 }),
    BACK_END,
    'one too few: the caller is taken for an end user',
  );
});

test('a caller that has no proxies of ours cannot talk its way past them', () => {
  // Connected from elsewhere than from a trusted proxy: nothing it sends is ours.
  assert.equal(read(FORGED, `${USER}, ${BACK_END}`, { proxies: ['10.0.0.1'] }).caller, FORGED);
});

test('public proxies of a caller’s are named beside the number of ours', () => {
  const policy = { hops: 1, proxies: ['192.0.2.0/24'] };
  assert.equal(userOf('10.0.0.1', `${USER}, 192.0.2.1, 192.0.2.2, ${BACK_END}`, policy), USER);
});

test('a header of another name holds the end user, and X-Forwarded-For only our own proxies', () => {
  const policy = { hops: 1, endUserHeader: 'x-end-user' };
  assert.equal(userOf('127.0.0.1', `${FORGED}, ${BACK_END}`, policy, { 'x-end-user': USER }), USER);
  assert.equal(userOf('127.0.0.1', `${FORGED}, ${BACK_END}`, policy), undefined);
  assert.equal(userOf('127.0.0.1', BACK_END, policy, { 'x-end-user': `${FORGED}, ${USER}` }), USER);
});

test('a device is where its connection comes from, unless that is a proxy nobody told of', () => {
  assert.equal(read(USER, FORGED).device, USER, 'what a device sends is not believed');
  assert.equal(read('127.0.0.1', USER).device, undefined, 'loopback: there is a proxy in front');
  assert.equal(read('127.0.0.1', `${FORGED}, ${USER}`, { hops: 1 }).device, USER);
  assert.equal(read('10.0.0.7', undefined, { privateEndUsers: true }).device, '10.0.0.7');
});
