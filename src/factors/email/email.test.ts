import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Static } from 'typebox';
import { ada, kindContext } from '../../../test/support/factors/kindContext.ts';
import type { EnrollContext, FactorView } from '../../domain/factors/context.ts';
import type { Accepted } from '../../domain/factors/decision.ts';
import type { User } from '../../domain/users/user.ts';
import { email } from './email.ts';

type State = Static<typeof email.state>;

const seconds = (n: number) => Temporal.Duration.from({ seconds: n });
const moved: User = { ...ada, profile: { ...ada.profile, email: 'ada@elsewhere.example' } };

function enroll(address?: string, over?: Partial<EnrollContext<never>>) {
  return email.enroll(address === undefined ? {} : { profile: { email: address } }, kindContext(over));
}

function enrolled(over?: Partial<EnrollContext<never>>): Accepted<State> {
  const decision = enroll(undefined, over);
  assert.ok(decision.ok, JSON.stringify(decision));
  return decision;
}

const view = (status: FactorView<State>['status'], over?: Partial<EnrollContext<never>>): FactorView<State> => ({
  id: 'emf1',
  status,
  state: enrolled(over).state,
});

describe('which address can be enrolled', () => {
  const NOT_OWN = 'Api validation failed: Only verified primary or secondary email can be enrolled.';
  const cases: readonly (readonly [string, string | undefined, string])[] = [
    ['none named', undefined, 'Ada@example.com'],
    ["the user's own", 'Ada@example.com', 'Ada@example.com'],
    ['in other letter case, and written to as the user has it', 'ADA@EXAMPLE.COM', 'Ada@example.com'],
    ["somebody else's", 'eve@example.com', NOT_OWN],
    ["the user's second one", 'second@example.com', NOT_OWN],
    ['an empty one', '', NOT_OWN],
    ['the own one with a blank', 'Ada@example.com ', NOT_OWN],
    ['the own one and another', 'Ada@example.com,eve@example.com', NOT_OWN],
    ['one of 100 characters', `${'a'.repeat(88)}@example.com`, NOT_OWN],
    ['one of 101 characters', `${'a'.repeat(89)}@example.com`, 'Api validation failed: email'],
  ];
  for (const [name, address, outcome] of cases) {
    test(name, () => {
      const decision = enroll(address);
      if (decision.ok) return assert.deepEqual([decision.state.email, decision.send?.[0]?.to], [outcome, outcome]);
      const { fault } = decision;
      const subject = 'subject' in fault.details ? fault.details.subject : '';
      assert.equal(`Api validation failed: ${subject}`, outcome);
      if (outcome === NOT_OWN) assert.deepEqual(fault.causes, []);
    });
  }
});

describe('how long a code is good for', () => {
  const lifetimes: readonly (readonly [string, Temporal.Duration | undefined, string])[] = [
    ['five minutes unless asked for', undefined, '2026-01-01T00:05:00Z'],
    ['one second', seconds(1), '2026-01-01T00:00:01Z'],
    ['one day', seconds(86_400), '2026-01-02T00:00:00Z'],
  ];
  for (const [name, tokenLifetime, expires] of lifetimes) {
    const over = tokenLifetime && { tokenLifetime };
    test(`enrolled: ${name}; a resend keeps it`, () => {
      const { state } = enrolled(over);
      assert.equal(state.codes.live?.expires, expires);
      const resent = email.messages?.resend({ id: 'emf1', status: 'PENDING_ACTIVATION', state }, {}, kindContext());
      assert.ok(resent?.ok);
      assert.equal(resent.state.codes.live?.expires, expires);
    });

    test(`challenged: ${name}, whatever it was when enrolled`, () => {
      const challenged = email.challenge?.issue(view('ACTIVE', { tokenLifetime: seconds(77) }), kindContext(over));
      assert.ok(challenged?.ok);
      assert.equal(challenged.state.codes.live?.expires, expires);
    });
  }
});

describe("a factor whose address is no longer the user's", () => {
  const context = kindContext({ user: moved });
  const pending = view('PENDING_ACTIVATION');
  const active = view('ACTIVE');
  const passCode = enrolled().send?.[0]?.values.code ?? '';
  const calls = {
    'is not activated': email.answers!.verify(pending, { passCode }, context),
    'is not resent to': email.messages?.resend(pending, {}, context),
    'is not challenged': email.challenge?.issue(active, context),
    'is not verified, even with the right code': email.answers!.verify(active, { passCode }, context),
  };
  for (const [name, decision] of Object.entries(calls)) {
    test(name, () => {
      assert.ok(decision && !decision.ok);
      assert.deepEqual([decision.fault.error, decision.reason], ['validation', 'EMAIL_CHANGED']);
      assert.match(decision.fault.causes.join(' '), /POST \/api\/v1\/users\/00u00000000000000ada\/factors/);
      assert.ok(!/@/.test(decision.fault.causes.join(' ')), 'no address is given away');
    });
  }

  test('is verified as long as only letter case has changed', () => {
    const shouting = { ...ada, profile: { ...ada.profile, email: 'ADA@EXAMPLE.COM' } };
    assert.ok(email.answers!.verify(active, { passCode }, kindContext({ user: shouting })).ok);
  });

  test('gives way to an enrollment of the new one, which an active factor otherwise does not', () => {
    const existing = [active] as never;
    const renewed = enrolled({ user: moved, existing });
    assert.deepEqual([renewed.replaces, renewed.state.email], [['emf1'], 'ada@elsewhere.example']);
    const refused = enroll(undefined, { existing });
    assert.ok(!refused.ok);
    assert.equal(refused.fault.error, 'factorExists');
  });
});

test('one budget for an address, however it is spelled', () => {
  const shouting = { ...ada, profile: { ...ada.profile, email: 'ADA@EXAMPLE.COM' } };
  assert.equal(enrolled().send?.[0]?.limit.key, enrolled({ user: shouting }).send?.[0]?.limit.key);
});
