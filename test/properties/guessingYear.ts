import assert from 'node:assert/strict';
import { authenticator } from '../support/factors/authenticator.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type Answer, anotherProcess, type World } from '../support/world.ts';
import { type Service, wantsLong } from './service.ts';

/** One outsider: from how many addresses, from none besides, and how many guesses in a burst. */
export interface Attack {
  readonly addresses: number;
  readonly unnamed: boolean;
  readonly burst: number;
  /** Goes on with the `stateToken` of the refusal before, as a caller does that has half a proof. */
  readonly halves: boolean;
  /** Sends two codes at once. */
  readonly pairs: boolean;
}

/** Chances that one guess is right: at three codes of a million, and at such a code with the one after it. */
const SHORT = 3e-6;
const LONG = 3e-12;

/** Six sign-ins at each place, two a day. */
const AT_ONE_PLACE = 6;

/** Numbers from 0 to 1 that a seed repeats (Lehmer's generator). */
function drawn(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** The end of a year of guessing, as the model has it. */
export interface GuessedYear {
  /** The chances of every answer of the attackers that was judged, added up. */
  readonly chance: number;
  readonly guesses: number;
  readonly signIns: number;
  /** Sign-ins at an address that was new to the user which took two codes. */
  readonly long: number;
}

/**
 * A simulated time in which outsiders guess at an owner's codes every twelve hours, while the owner signs in. The outsiders
 * call one process and the owner another. The owner is always in: at a place they were at before with the first right
 * code, elsewhere with the second at the latest, thirty seconds after the first.
 */
export async function guessedYear(
  service: Service,
  w: World,
  { attacks, halfDays, seed, token }: { attacks: readonly Attack[]; halfDays: number; seed: number; token: boolean },
): Promise<GuessedYear> {
  const random = drawn(seed);
  const { id: userId } = await person(w);
  const other = await anotherProcess(w);
  const calls = factorCalls({ ...w, call: other.call }, userId);
  const { body } = await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
  const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
  assert.equal((await calls.activate(body.id, app.code())).status, 200);
  const params = { userId, factorId: body.id as string };
  let [chance, guesses, signIns, long, stateToken] = [0, 0, 0, 0, undefined as string | undefined];
  let device: string | undefined;

  async function guess({ addresses, unnamed, halves, pairs }: Attack): Promise<void> {
    const n = Math.floor(random() * addresses);
    const address = unnamed && random() < 0.5 ? undefined : `198.${18 + (n >> 8)}.${n & 255}.7`;
    const answer = {
      passCode: app.wrong(),
      ...(pairs && random() < 0.5 && { nextPassCode: app.wrong() }),
      ...(halves && stateToken !== undefined && { stateToken }),
    };
    const outcome = await service.call(w, 'verifyFactor', params, answer, address);
    guesses += 1;
    assert.ok([403, 429].includes(outcome.status), `a wrong code was answered ${outcome.status}`);
    if (outcome.status === 403) chance += wantsLong(outcome) ? LONG : SHORT;
    stateToken = outcome.body.hints.stateToken;
  }

  const answer = (passCode: string, address: string): Promise<Answer> => {
    const headers = { 'x-forwarded-for': address, ...(device !== undefined && { 'cofactor-device-token': device }) };
    return other.call('POST', `${calls.factors}/${body.id}/verify?rememberDevice=${token}`, { passCode }, { headers });
  };

  /** Signs in as people do: one time in twenty the first code is mistyped. */
  async function signIn(address: string, isKnown: boolean): Promise<void> {
    if (random() < 0.05) await answer(app.wrong(), address);
    const first = await answer(app.code(), address);
    const isIn = first.status === 200;
    if (isKnown) assert.ok(isIn, `known, and heard ${first.status} ${JSON.stringify(first.body)}`);
    device = first.body.deviceToken ?? device;
    if (isIn) return;
    w.clock.advance({ seconds: 30 });
    const second = await answer(app.code(), address);
    assert.equal(second.status, 200, `a second right code heard ${JSON.stringify(second.body)}`);
    device = second.body.deviceToken ?? device;
    long += 1;
  }

  for (let n = 0; n < halfDays; n++) {
    w.clock.advance({ hours: 12 });
    const attack = attacks[n % attacks.length] as Attack;
    for (let burst = 0; burst < attack.burst; burst++) await guess(attack);
    const place = Math.floor(n / AT_ONE_PLACE);
    await signIn(`192.0.${place >> 8}.${place & 255}`, n % AT_ONE_PLACE > 0 || device !== undefined);
    signIns += 1;
  }
  await other.close();
  return { chance, guesses, signIns, long };
}
