import assert from 'node:assert/strict';
import type { Running } from '../command.ts';

/** The enrollment of a security question. */
export const QUESTION = {
  factorType: 'question',
  provider: 'OKTA',
  profile: { question: 'disliked_food', answer: 'mayonnaise' },
} as const;

/** People with factors, in a service that runs in development mode. */
export interface Users {
  person(firstName: string, lastName: string): Promise<{ readonly id: string; readonly name: string }>;
  enroll(id: string, factor: object): Promise<{ readonly id: string; readonly status: string }>;
  /** A phone that has had no message yet. */
  newPhone(): string;
  /** The enrollment of a phone, a new one unless said otherwise. */
  sms(phoneNumber?: string): object;
  /** The code in the last message to a phone. */
  lastCode(phone: string): Promise<string>;
}

/** Makes the users of tests of the console. */
export function usersOf(service: Running): Users {
  let people = 0;
  let phones = 0;
  const post = async (path: string, body: object) => {
    const reply = await service.call('POST', path, body);
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    return reply.body;
  };
  const newPhone = () => `+18024482${String(++phones).padStart(3, '0')}`;
  return {
    newPhone,
    async person(firstName, lastName) {
      const login = `person-${++people}@example.com`;
      const profile = { firstName, lastName, login, email: login };
      const credentials = { password: { value: 'Correct4Horses' } };
      const { id } = await post('/api/v1/users', { profile, credentials });
      return { id, name: `${firstName} ${lastName}` };
    },
    enroll: (id, factor) => post(`/api/v1/users/${id}/factors`, factor),
    sms: (phoneNumber = newPhone()) => ({ factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } }),
    async lastCode(phone) {
      const { body } = await service.call('GET', `/dev/inbox?to=${encodeURIComponent(phone)}`);
      return body.at(-1).code;
    },
  };
}
