import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { knowledgeBudgets, pausingBudgets, shortBudgets } from './answerBudgets.ts';
import { type Limit, limits } from './budgets.ts';
import type { Requester } from './requester.ts';
import { beginningsOf, beginsWithId, keyFor, leftKey } from './userKeys.ts';

const userId = '00u0000000000000000A';
const factorId = 'mbl0000000000000000B';
const NETWORK = '198.51.100.7';
const who = (standing: Requester['standing'], name: string): Requester => ({ userId, standing, name });
const requesters = [who('nobody', ''), who('stranger', NETWORK), who('known', NETWORK), who('known', 'device abc')];
const answer = { userId, factorId, kind: 'sms/OKTA', challenge: 'c1', chance: 1, sent: true };
const unnamed = ['available', 'safe'] as const;

/** Every budget that a user's or a factor's id is in. */
const all: readonly Limit[] = [
  ...requesters.flatMap((one) => [
    limits.activation(one),
    limits.factorGuesses(factorId, one),
    limits.userGuesses(one),
    limits.challengeGuesses('c1', one),
    limits.passwords(one),
    limits.mails('code', userId, one.name),
    limits.mails('password', userId, undefined),
    limits.mails('notice', userId, undefined),
    limits.pushes(userId, one.name),
    limits.pushDenials(userId, one.name),
    limits.pushAlarms(userId, one.name),
    ...unnamed.flatMap((choice) =>
      [shortBudgets(one, answer, choice), pausingBudgets(one, answer), knowledgeBudgets(one, answer, choice)].flatMap(
        ({ short, long = [] }) => [...short, ...long],
      ),
    ),
  ]),
  limits.activationCeiling({ userId }),
  limits.strangersPasswords({ userId }),
  limits.ringsAnHour(userId),
  limits.ringsADay(userId),
  limits.sprayedUser(NETWORK, userId),
];

describe('the budgets of a user who is deleted', () => {
  test('the id of the user or of a factor leads to each of them', () => {
    const beginnings = beginningsOf(userId, [factorId]);
    const missed = all.filter(({ key }) => !beginnings.some((beginning) => beginsWithId(key, beginning)));
    assert.deepEqual(missed, []);
    assert.ok(new Set(all.map(({ key }) => key)).size > 30);
  });

  test('an id that is longer is another one', () => {
    assert.equal(beginsWithId(`guess:user:${userId}@`, `guess:user:${userId}`), true);
    assert.equal(beginsWithId(`guess:user:${userId}1@`, `guess:user:${userId}`), false);
  });

  test('none that waits for a new user has an address or an id in it', () => {
    const left = all.flatMap(({ key }) => leftKey(key, userId) ?? []);
    assert.deepEqual(
      left.filter((key) => key.includes(NETWORK) || key.includes(userId) || key.includes(factorId)),
      [],
    );
  });

  test('those of strangers, of all who are known and of messages wait, and are found under the new id', () => {
    const left = new Set(all.flatMap(({ key }) => leftKey(key, userId) ?? []));
    for (const key of [
      'guess:pool:strangers:{user}:sms/OKTA',
      'guess:pool:known:{user}:sms/OKTA',
      'guess:passwords:{user}',
      'guess:question:{user}',
      'push:hourly:{user}',
      'activate:ceiling:{user}',
    ]) {
      assert.ok(left.has(key), key);
      assert.equal(keyFor(key, '00uNEW'), key.replace('{user}', '00uNEW'));
    }
  });
});
