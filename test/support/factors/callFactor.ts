import assert from 'node:assert/strict';
import { person } from '../users/people.ts';
import type { World } from '../world.ts';
import { factorCalls } from './factorCalls.ts';

let last = 6_000;

/** People and their factors of type `call`. `world` is asked for the service at every call. */
export function callFactor(world: () => World) {
  const number = () => `+1-802-448-${++last}`;
  const body = (profile?: object) => ({ factorType: 'call', provider: 'OKTA', ...(profile && { profile }) });

  /** Somebody who has no phone yet. */
  async function someone() {
    const user = await person(world());
    const calls = factorCalls(world(), user.id);
    return {
      ...calls,
      user,
      enroll: (profile?: object, query = '') => calls.enroll(body(profile), query),
      resend: (id: string) => world().call('POST', `${calls.factors}/${id}/resend`, body()),
    };
  }

  /** Somebody whose call is on its way. */
  async function pending(phoneExtension?: string) {
    const calls = await someone();
    const profile = { phoneNumber: number(), ...(phoneExtension !== undefined && { phoneExtension }) };
    const answer = await calls.enroll(profile);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return { ...calls, profile, id: answer.body.id as string, factor: answer.body };
  }

  /** Somebody whose phone is proved, and may be called again. */
  async function active(phoneExtension?: string) {
    const enrolled = await pending(phoneExtension);
    assert.equal((await enrolled.activate(enrolled.id, world().lastCode())).status, 200);
    world().clock.advance({ seconds: 30 });
    return enrolled;
  }

  return { number, someone, pending, active };
}
