import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf } from './network.ts';

test('an end-user address is its network: all of IPv4, the first half of IPv6, in one spelling', () => {
  const cases = [
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:4711', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['unknown', 'unknown'],
    ['not:an:address', 'not:an:address'],
  ] as const;
  for (const [address, network] of cases) assert.equal(networkOf(address), network, address);
});

test('each of more addresses than are remembered has its own network, the first time and again', () => {
  const addresses = Array.from({ length: 5_000 }, (_, n) => `2001:db8:${n.toString(16)}::1`);
  for (const round of ['first', 'again']) {
    for (const [n, address] of addresses.entries()) {
      assert.equal(networkOf(address), `2001:db8:${n.toString(16)}:0::/64`, `${round} ${address}`);
    }
  }
});
