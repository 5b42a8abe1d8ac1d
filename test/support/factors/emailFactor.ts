import assert from 'node:assert/strict';
import { person } from '../users/people.ts';
import type { World } from '../world.ts';
import { factorCalls } from './factorCalls.ts';

/** People and their factors of type `email`. `world` is asked for the service at every call. */
export function emailFactor(world: () => World) {
  const body = (email?: string) => ({
    factorType: 'email',
    provider: 'OKTA',
    ...(email !== undefined && { profile: { email } }),
  });

  /** Somebody whose address is not proved yet. */
  async function someone() {
    const user = await person(world());
    const calls = factorCalls(world(), user.id);
    return {
      ...calls,
      user,
      address: user.profile.email,
      enroll: (email?: string, query = '') => calls.enroll(body(email), query),
      resend: (id: string) => world().call('POST', `${calls.factors}/${id}/resend`, body()),
      challenge: (id: string, query = '') => world().call('POST', `${calls.factors}/${id}/verify${query}`),
      /** The user gets another address. */
      move: async (email: string) => {
        const answer = await world().call('POST', `/api/v1/users/${user.id}`, { profile: { email } });
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
      },
    };
  }

  /** Somebody whose e-mail is on its way. */
  async function pending(query = '') {
    const calls = await someone();
    const answer = await calls.enroll(calls.address, query);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return { ...calls, id: answer.body.id as string, factor: answer.body };
  }

  /** Somebody whose address is proved, and may be written to again. */
  async function active() {
    const enrolled = await pending();
    assert.equal((await enrolled.activate(enrolled.id, world().lastCode())).status, 200);
    world().clock.advance({ seconds: 5 });
    return enrolled;
  }

  return { body, someone, pending, active };
}
