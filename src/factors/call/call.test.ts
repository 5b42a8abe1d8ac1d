import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ada, kindContext } from '../../../test/support/factors/kindContext.ts';
import type { EnrollContext } from '../../domain/factors/context.ts';
import type { Accepted } from '../../domain/factors/decision.ts';
import type { Phone } from '../../domain/values/phone.ts';
import type { PhoneProfile } from '../shared/choosePhone.ts';
import type { PhoneState } from '../shared/phoneFactor.ts';
import { call } from './call.ts';

const NUMBER = '+1-555-415-1337';
const E164 = '+15554151337';

const verified: Phone = {
  id: 'mbl1',
  userId: ada.id,
  channel: 'call',
  number: NUMBER,
  e164: E164,
  extension: '1234',
  verified: true,
};

function enroll(profile?: PhoneProfile, over?: Partial<EnrollContext<never>>) {
  return call.enroll(profile ? { profile } : {}, kindContext(over));
}

function enrolled(profile?: PhoneProfile, over?: Partial<EnrollContext<never>>): Accepted<PhoneState> {
  const decision = enroll(profile, over);
  assert.ok(decision.ok, JSON.stringify(decision));
  return decision;
}

describe('which extension an enrollment means', () => {
  const cases: readonly (readonly [string, PhoneProfile | undefined, readonly Phone[], string | undefined])[] = [
    ['the one that is sent', { phoneNumber: NUMBER, phoneExtension: '42' }, [], '42'],
    ['with its zeros', { phoneNumber: NUMBER, phoneExtension: '0042' }, [], '0042'],
    ['of up to 15 digits', { phoneNumber: NUMBER, phoneExtension: '123456789012345' }, [], '123456789012345'],
    ['none when none is sent', { phoneNumber: NUMBER }, [], undefined],
    ['none for null', { phoneNumber: NUMBER, phoneExtension: null }, [], undefined],
    ['none for the empty text', { phoneNumber: NUMBER, phoneExtension: '' }, [], undefined],
    ['that of the known phone without a profile', undefined, [verified], '1234'],
    ['that of the known phone with an empty profile', {}, [verified], '1234'],
    ['not that of a phone for text messages', { phoneNumber: NUMBER }, [{ ...verified, channel: 'sms' }], undefined],
  ];
  for (const [name, profile, phones, extension] of cases) {
    test(name, () => {
      const { state, send, phone } = enrolled(profile, { phones });
      assert.equal(state.extension, extension);
      assert.equal(phone?.extension, extension);
      for (const message of send ?? []) assert.equal(message.extension, extension);
      const shown = call.profile(state, 'ACTIVE') ?? {};
      assert.deepEqual(
        shown,
        extension === undefined ? { phoneNumber: NUMBER } : { phoneNumber: NUMBER, phoneExtension: extension },
      );
    });
  }
});

describe('an extension that cannot be dialled is refused', () => {
  for (const phoneExtension of ['1234567890123456', '12a', '1 2', '-1', '#12', '１２', '12\n']) {
    test(JSON.stringify(phoneExtension), () => {
      const decision = enroll({ phoneNumber: NUMBER, phoneExtension });
      assert.ok(!decision.ok);
      assert.deepEqual([decision.fault.error, decision.reason], ['invalidExtension', 'INVALID_EXTENSION']);
    });
  }
});

describe('a phone that was verified is remembered with its extension', () => {
  const cases: readonly (readonly [string, PhoneProfile | undefined, boolean, string])[] = [
    ['the same phone', { phoneNumber: '+1 555 415 1337', phoneExtension: '1234' }, false, 'ACTIVE'],
    ['no profile', undefined, false, 'ACTIVE'],
    ['another extension', { phoneNumber: NUMBER, phoneExtension: '99' }, false, 'phoneExists'],
    ['no extension', { phoneNumber: NUMBER }, false, 'phoneExists'],
    ['only another extension', { phoneExtension: '99' }, false, 'phoneExists'],
    ['another number', { phoneNumber: '+15554151338', phoneExtension: '1234' }, false, 'phoneExists'],
    ['another extension, updatePhone=true', { phoneExtension: '99' }, true, 'PENDING_ACTIVATION'],
    ['no extension, updatePhone=true', { phoneExtension: null }, true, 'PENDING_ACTIVATION'],
  ];
  for (const [name, profile, updatePhone, outcome] of cases) {
    test(`${name}: ${outcome}`, () => {
      const decision = enroll(profile, { phones: [verified], updatePhone });
      assert.equal(decision.ok ? decision.status : decision.fault.error, outcome);
      if (decision.ok) assert.equal(decision.send?.length ?? 0, outcome === 'ACTIVE' ? 0 : 1);
    });
  }

  test('one that was never verified is not', () => {
    const decision = enrolled(undefined, { phones: [{ ...verified, verified: false }] });
    assert.equal(decision.status, 'PENDING_ACTIVATION');
  });
});

test('the budget is the number: another extension is no way around it', () => {
  const [a, b] = ['1', '2'].map((phoneExtension) => enrolled({ phoneNumber: NUMBER, phoneExtension }).send?.[0]?.limit);
  assert.deepEqual([a?.key, a?.error], [`call:${E164}`, 'callTooSoon']);
  assert.deepEqual(a, b);
});

test('tokenLifetimeSeconds counts for calls too: the code lives as long as the request says', () => {
  const context = { tokenLifetime: Temporal.Duration.from({ hours: 24 }) };
  assert.equal(enrolled({ phoneNumber: NUMBER }, context).state.codes.live?.expires, '2026-01-02T00:00:00Z');
});

test('the state holds no code', () => {
  const { state, send } = enrolled({ phoneNumber: NUMBER });
  const code = send?.[0]?.values.code ?? assert.fail('nothing is sent');
  assert.match(code, /^\d{6}$/);
  assert.ok(!JSON.stringify(state.codes).includes(code));
});
