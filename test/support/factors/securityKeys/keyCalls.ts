import assert from 'node:assert/strict';
import { person } from '../../users/people.ts';
import type { Answer, CallOptions, World } from '../../world.ts';
import { factorCalls, heard } from '../factorCalls.ts';
import { handmadeKey } from './handmadeKey.ts';
import { handmadeU2f } from './handmadeU2f.ts';

interface Registering {
  register(challenge: string, said?: object): object | Promise<object>;
}

/** The calls of one user with security keys, as short as tests want them. */
export const keyCalls = (w: World) => fidoCalls(w, 'webauthn', () => handmadeKey());

/** Calls about somebody's factors of type u2f, with keys made by hand. */
export const u2fCalls = (w: World) => fidoCalls(w, 'u2f', () => handmadeU2f());

async function fidoCalls<K extends Registering>(w: World, factorType: string, newKey: () => K) {
  const user = await person(w);
  const calls = factorCalls(w, user.id);
  const post = (path: string, body?: object, options?: CallOptions) =>
    w.call('POST', `${calls.factors}/${path}`, body, options);
  const enroll = () => calls.enroll({ factorType, provider: 'FIDO' });
  const activate = (id: string, answer: object, options?: CallOptions) =>
    post(`${id}/lifecycle/activate`, answer, options);
  return {
    ...calls,
    user,
    enroll,
    activate,
    verify: (id: string, answer: object, options?: CallOptions) => post(`${id}/verify`, answer, options),

    /** A new challenge of an active factor. */
    async challenge(id: string): Promise<string> {
      const asked = await post(`${id}/verify`);
      assert.equal(asked.status, 200, JSON.stringify(asked.body));
      return challengeIn(asked.body._embedded.challenge);
    },

    /** Tries to register a key with a new factor. */
    async register(key = newKey(), said: Parameters<K['register']>[1] = {}): Promise<Answer> {
      const pending = await enroll();
      assert.equal(pending.status, 200, JSON.stringify(pending.body));
      return activate(pending.body.id, await key.register(challengeIn(pending.body._embedded.activation), said));
    },

    /** A key that is registered, and its factor. */
    async active(key = newKey(), said: Parameters<K['register']>[1] = {}) {
      const active = await this.register(key, said);
      assert.equal(active.status, 200, JSON.stringify(active.body));
      return { key, id: active.body.id as string };
    },

    /** The reason in the log for what was refused last. */
    async reason(): Promise<string | undefined> {
      return (await w.store.log.ofUser(user.id)).findLast(({ outcome }) => outcome === 'FAILURE')?.reason;
    },
  };
}

/** The challenge, which webauthn and u2f call by different names. */
const challengeIn = ({ challenge, nonce }: { challenge?: string; nonce?: string }): string => challenge ?? nonce ?? '';

export type KeyCalls = Awaited<ReturnType<typeof keyCalls>>;
export type U2fCalls = Awaited<ReturnType<typeof u2fCalls>>;

/** Every refusal of a key is the same on the wire (fact 74) but for the cause; the log has the reason. */
export async function assertRefused(
  calls: Pick<KeyCalls, 'reason'>,
  answer: Answer,
  reason: string,
  cause: RegExp,
): Promise<void> {
  const { status, code, causes } = heard(answer);
  assert.deepEqual([status, code, await calls.reason()], [403, 'E0000068', reason], JSON.stringify(answer.body));
  assert.match(causes.join('\n'), cause);
}
