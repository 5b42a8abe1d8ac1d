import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { KNOWN_FOR, type Marks, namesOf, namesToKnow, newDeviceToken, requesterOf } from './requester.ts';

const now = Temporal.Instant.from('2026-01-01T00:00:00Z');
const until = now.add(KNOWN_FOR);
const token = 'A'.repeat(22);
const here: Marks = { address: '192.0.2.1' };

describe('who makes a request', () => {
  test('an address the user was verified from is known, another is a stranger, none is nobody', () => {
    const known = [{ name: '192.0.2.1', until }];
    assert.equal(requesterOf('u', here, known, now).standing, 'known');
    assert.equal(requesterOf('u', { address: '192.0.2.2' }, known, now).standing, 'stranger');
    assert.deepEqual(requesterOf('u', {}, [], now), { userId: 'u', standing: 'nobody', name: '' });
  });

  test('all of an IPv6 /64 is one address', () => {
    const [name = ''] = namesOf('u', { address: '2001:db8:7::1' });
    assert.deepEqual(namesOf('u', { address: '2001:db8:7::ffff' }), [name]);
    assert.equal(requesterOf('u', { address: '2001:db8:7::2' }, [{ name, until }], now).standing, 'known');
    assert.equal(requesterOf('u', { address: '2001:db8:8::2' }, [{ name, until }], now).standing, 'stranger');
  });

  test('nobody is known any more after 90 days, nor by what a clock wrote that has been put back since', () => {
    const known = [{ name: '192.0.2.1', until }];
    assert.equal(requesterOf('u', here, known, until.subtract({ seconds: 1 })).standing, 'known');
    assert.equal(requesterOf('u', here, known, until).standing, 'stranger');
    assert.equal(requesterOf('u', here, known, now.subtract({ minutes: 2 })).standing, 'stranger');
  });

  test('a device token makes known from any address and from none, and is the name of its budgets', () => {
    const device = newDeviceToken('u', () => new Uint8Array(16));
    const known = [
      { name: device.name, until },
      { name: '192.0.2.1', until },
    ];
    for (const marks of [{}, here, { address: '192.0.2.9' }]) {
      const who = requesterOf('u', { ...marks, deviceToken: device.token }, known, now);
      assert.deepEqual(who, { userId: 'u', standing: 'known', name: device.name });
    }
  });

  test('a fingerprint says nothing without the address, and with it tells two devices of a network apart', () => {
    const marks = { ...here, deviceFingerprint: 'laptop' };
    const known = namesOf('u', marks).map((name) => ({ name, until }));
    assert.equal(known.length, 2);
    assert.equal(requesterOf('u', { deviceFingerprint: 'laptop' }, known, now).standing, 'nobody');
    assert.equal(requesterOf('u', { ...marks, address: '192.0.2.2' }, known, now).standing, 'stranger');
    const [laptop, phone] = ['laptop', 'phone'].map(
      (deviceFingerprint) => requesterOf('u', { ...here, deviceFingerprint }, known, now).name,
    );
    assert.notEqual(laptop, phone);
    assert.equal(phone, '192.0.2.1');
  });

  test('names are different for each user, but for addresses', () => {
    const marks = { ...here, deviceFingerprint: 'laptop', deviceToken: token };
    const [ada, bob] = ['ada', 'bob'].map((userId) => namesOf(userId, marks)) as [string[], string[]];
    assert.deepEqual(
      ada.filter((name) => bob.includes(name)),
      ['192.0.2.1'],
    );
    assert.ok(![...ada, ...bob].some((name) => name.includes(token) || name.includes('laptop')));
  });

  test('what is no device token is not asked about', () => {
    for (const deviceToken of ['', 'A'.repeat(21), 'A'.repeat(23), `${'A'.repeat(21)} `, 'x\0'.repeat(11)]) {
      assert.deepEqual(namesOf('u', { deviceToken }), []);
    }
  });
});

describe('whom a verification makes known', () => {
  test('the address, and the address with the fingerprint; never a token again', () => {
    const marks = { ...here, deviceFingerprint: 'laptop', deviceToken: token };
    assert.deepEqual(namesToKnow('u', marks, [], now), namesOf('u', marks).slice(1));
    assert.deepEqual(namesToKnow('u', { deviceToken: token, deviceFingerprint: 'laptop' }, [], now), []);
  });

  test('once a day, and again when the time is over', () => {
    const after = (hours: number) => namesToKnow('u', here, [{ name: '192.0.2.1', until }], now.add({ hours }));
    assert.deepEqual([after(0), after(24), after(25), after(24 * 91)], [[], [], ['192.0.2.1'], ['192.0.2.1']]);
  });
});
