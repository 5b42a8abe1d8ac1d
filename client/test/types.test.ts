import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Static } from 'typebox';
import type { Operations as Contract } from '../../src/contract/index.ts';
import { createClient } from '../src/createClient.ts';
import type { Factor } from '../src/factors.ts';
import type { Operations } from '../src/operations.ts';
import { scripted } from './support/script.ts';

/** Whether a value of the one may be used as the other, and the other way round. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** The client's are closer: they tell factors apart, which the contract leaves to the kinds. */
type Closer =
  | LeftOut
  | 'enrollFactor'
  | 'updateFactor'
  | 'enrollReplacement'
  | 'getFactor'
  | 'listFactors'
  | 'activateFactor'
  | 'getFactorTransactionStatus'
  | 'pollFactorActivation'
  | 'resendFactor'
  | 'verifyFactor';
/** Operations that the client has no function for. */
type LeftOut = Exclude<keyof Contract, keyof Operations>;
type Shown<Id extends keyof Contract & keyof Operations> =
  Static<Contract[Id]['reply']> extends readonly (infer Item)[]
    ? Operations[Id]['paged'] extends true
      ? Item
      : Static<Contract[Id]['reply']>
    : Static<Contract[Id]['reply']>;
/** An object of which nothing is known is a record here and an `object` there. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? keyof T extends never
      ? Record<string, unknown>
      : { [Name in keyof T]: Plain<T[Name]> }
    : T;
type Different = {
  [Id in Exclude<keyof Contract & keyof Operations, Closer>]: Operations[Id]['reply'] extends undefined
    ? never
    : Same<Plain<Shown<Id>>, Operations[Id]['reply']> extends true
      ? never
      : Id;
}[Exclude<keyof Contract & keyof Operations, Closer>];

const { fetch } = scripted({ status: 200, body: [] });
const client = createClient({ url: 'https://mfa.example.com', token: 't', fetch });

/** The type of an expression, without running it. */
const typeOf = <T>(_: () => T): { is<U>(same: Same<Awaited<T>, U>): void } => ({ is: () => {} });

test('what replies are is the same to the client and to the contract', () => {
  // Where one differs, the compiler names it here.
  const same: [Different] extends [never] ? true : Different = true;
  assert.ok(same);
});

test('enrolling gives the factor that was asked for', () => {
  type Of<T extends Factor['factorType'], P = string> = Extract<Factor, { factorType: T; provider: P }>;
  typeOf(() => client.enrollFactor({ userId: 'u', body: { factorType: 'sms' } })).is<
    Extract<Factor, { factorType: 'sms' }>
  >(true);
  typeOf(() =>
    client.enrollFactor({ userId: 'u', body: { factorType: 'token:software:totp', provider: 'GOOGLE' } }),
  ).is<Of<'token:software:totp', 'GOOGLE'>>(true);
  typeOf(async () => {
    const factor = await client.enrollFactor({
      userId: 'u',
      body: { factorType: 'token:software:totp', provider: 'OKTA' },
    });
    return factor._embedded?.activation?.sharedSecret;
  }).is<string | undefined>(true);
  // @ts-expect-error: there are two kinds of this type
  void (() => client.enrollFactor({ userId: 'u', body: { factorType: 'token:software:totp' } }));
  // @ts-expect-error: an SMS factor has no e-mail address
  void (() => client.enrollFactor({ userId: 'u', body: { factorType: 'sms', profile: { email: 'a@example.com' } } }));
  // @ts-expect-error: there is no such type
  void (() => client.enrollFactor({ userId: 'u', body: { factorType: 'pigeon' } }));
  // @ts-expect-error: whose factor?
  void (() => client.enrollFactor({ body: { factorType: 'sms' } }));
});

test('a switch over factorType or factorResult narrows', () => {
  const shown = (factor: Factor): string | undefined => {
    switch (factor.factorType) {
      case 'sms':
      case 'call':
        return factor.profile.phoneNumber;
      case 'email':
        return factor.profile?.email;
      case 'question':
        return factor.profile.questionText;
      case 'push':
        return factor.profile?.name;
      default:
        return factor.vendorName;
    }
  };
  assert.equal(shown({ factorType: 'sms', profile: { phoneNumber: '+1' } } as Factor), '+1');
  typeOf(async () => {
    const reply = await client.verifyFactor({ userId: 'u', factorId: 'f', body: { answer: 'blue' } });
    if (reply.factorResult === 'SUCCESS') return undefined;
    return reply._links?.poll;
  });
});

test('what is sent of push, keys and codes is theirs alone', () => {
  const at = { userId: 'u', factorId: 'f' };
  void (() => client.verifyFactor({ ...at, body: { useNumberMatchingChallenge: true } }));
  void (() => client.verifyFactor({ ...at, body: { clientData: 'c', authenticatorData: 'a', signatureData: 's' } }));
  void (() => client.activateFactor({ ...at, body: { clientData: 'c', attestation: 'a' } }));
  // @ts-expect-error: a wish is no answer
  void (() => client.activateFactor({ ...at, body: { useNumberMatchingChallenge: true } }));
  // @ts-expect-error: nobody answers with that
  void (() => client.verifyFactor({ ...at, body: { code: '123456' } }));
  // @ts-expect-error: it comes with push
  void (() => client.enrollFactor({ userId: 'u', body: { factorType: 'signed_nonce' } }));
  typeOf(async () => {
    const push = await client.enrollFactor({ userId: 'u', body: { factorType: 'push' } });
    return push._embedded?.activation?.factorResult;
  }).is<string | undefined>(true);
  typeOf(async () => {
    const asked = await client.verifyFactor(at);
    if (asked.factorResult === 'WAITING') return asked._embedded?.challenge?.correctAnswer;
    return undefined;
  }).is<number | undefined>(true);
});

test('lists that page are iterated, others are arrays', () => {
  typeOf(() => client.listFactors({ userId: 'u' })).is<Factor[]>(true);
  typeOf(async () => {
    for await (const user of client.listUsers()) return user.profile.email;
    throw new Error('none');
  }).is<string>(true);
  // @ts-expect-error: pages are not an array
  void (() => client.listUsers().map);
  typeOf(() => client.unenrollFactor({ userId: 'u', factorId: 'f' })).is<undefined>(true);
});
