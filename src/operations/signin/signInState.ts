import type { Limit } from '../../domain/budgets/budgets.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import { hasEnded } from '../../domain/values/lifetime.ts';
import type { Services } from '../shared/services.ts';

const PURPOSE = 'admin sign-in';
const LASTS = Temporal.Duration.from({ minutes: 5 });

/** A sign-in between the password and the factor; the page carries it, sealed. */
interface SignInState {
  readonly userId: string;
  /** The password it was begun with; a new one ends the sign-in. */
  readonly passwordChanged: string;
  readonly nonce: string;
  readonly until: string;
}

type Begun = Pick<SignInState, 'userId' | 'passwordChanged'>;

export function sealState({ seals, random, now }: Services, begun: Begun): string {
  const nonce = random(16).toBase64({ alphabet: 'base64url', omitPadding: true });
  return seals.seal({ ...begun, nonce, until: now().add(LASTS).toString() } satisfies SignInState, PURPOSE);
}

/** Opens a state that was sealed here and is not over. */
export function openState({ seals, now }: Services, sealed: string): SignInState {
  let state: SignInState;
  try {
    state = seals.open(sealed, PURPOSE) as SignInState;
  } catch {
    throw signInOver();
  }
  if (hasEnded(Temporal.Instant.from(state.until), LASTS, now())) throw signInOver();
  return state;
}

/** Uses a state up, whichever process is asked: of several who bring the same one the first gets a session. */
export async function useState({ store, now }: Services, { userId, nonce }: SignInState): Promise<void> {
  const once: Limit = {
    key: `signin:${userId}:${nonce}`,
    rule: { type: 'window', max: 1, per: LASTS },
    error: 'tooManyRequests',
  };
  if (!(await store.limits.spend([once], now())).ok) throw signInOver();
}

export const signInOver = (): Fault =>
  fault('authenticationFailed')
    .because('This sign-in was finished, or began too long ago: begin again with the password.')
    .hinting({ reason: 'SIGN_IN_OVER' });
