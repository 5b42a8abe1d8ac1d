import assert from 'node:assert/strict';
import { ENGINES } from '../../../test/support/engines.ts';
import type { createClient } from '../../src/createClient.ts';
import { activate } from '../../src/flows/activate.ts';
import type { SmsFactor } from '../../src/flows/enrolling.ts';
import { enrollSms } from '../../src/flows/enrollSms.ts';
import type { Backend } from './backend.ts';
import { cofactorBackend } from './cofactorBackend.ts';
import { oktaBackend } from './oktaBackend.ts';

/** The services that every flow is tried against. */
export const backends: readonly (readonly [string, () => Promise<Backend>])[] = [
  ...ENGINES.map((engine) => [`Cofactor on ${engine}`, () => cofactorBackend(engine)] as const),
  ['recordings of Okta', oktaBackend],
];

interface Current {
  readonly b: Backend;
  readonly client: ReturnType<typeof createClient>;
}

let last = 4_000;

/** Users of a backend and their phones. `current` is asked for the backend at every call. */
export function flowUsers(current: () => Current) {
  const number = () => `+1802448${++last}`;
  /** The factors of type `sms` of a user. */
  async function sms(userId: string): Promise<readonly SmsFactor[]> {
    const factors = await current().client.listFactors({ userId });
    return factors.filter((factor) => factor.factorType === 'sms');
  }
  const shown = async (userId: string) =>
    (await sms(userId)).map(({ status, profile }) => [status, profile.phoneNumber]);

  /** A user whose enrollment is pending. */
  async function pendingUser() {
    const [userId, phone] = [await current().b.newUser(), number()];
    const enrolling = await enrollSms(current().client, userId, phone);
    assert.equal(enrolling.outcome, 'sent', JSON.stringify(enrolling));
    return { userId, phone, pending: (enrolling as { factor: SmsFactor }).factor };
  }

  /** A user whose factor is active, and may be sent another message. */
  async function activeUser() {
    const { userId, phone, pending } = await pendingUser();
    const activated = await activate(current().client, userId, pending, current().b.code(phone));
    assert.equal(activated.outcome, 'activated', JSON.stringify(activated));
    current().b.advance(30);
    return { userId, phone, factor: (activated as { factor: SmsFactor }).factor };
  }

  return { number, sms, shown, pendingUser, activeUser };
}
