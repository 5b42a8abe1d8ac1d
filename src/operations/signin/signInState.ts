import type { Role } from '../../contract/access/roles.ts';
import type { ProviderSignIn } from '../../domain/access/session.ts';
import type { Limit } from '../../domain/budgets/budgets.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import { hasEnded } from '../../domain/values/lifetime.ts';
import type { Services } from '../shared/services.ts';

const PURPOSE = 'admin sign-in';
/** The time between the first step and the factor. */
export const STATE_LASTS = Temporal.Duration.from({ minutes: 5 });

/** A sign-in between the password, or the provider, and the factor; the page carries it, sealed. */
export interface SignInState {
  readonly userId: string;
  /** The password it was begun with; a new one ends the sign-in. */
  readonly passwordChanged: string;
  /** The provider, and the roles, of a first step that was one there. */
  readonly provider?: ProviderSignIn;
  /** The person at that provider, who is linked, or whose roles are noted, once the factor is proven. */
  readonly identity?: {
    readonly subject: string;
    readonly isLinked: boolean;
    /** The roles that were noted when the person came back from the provider. */
    readonly roles: readonly Role[];
    /** The number of that return. */
    readonly returned: number;
  };
  /** The session that it takes the place of. */
  readonly replaces?: string;
  readonly nonce: string;
  readonly until: string;
  /** The question that this sign-in put to the person's devices: no other one answers it. */
  readonly asked?: AskedElsewhere;
}

/** A question that waits on a person's devices. */
export interface AskedElsewhere {
  readonly factorId: string;
  readonly transactionId: string;
}

type Begun = Omit<SignInState, 'nonce' | 'until'>;

export function sealState({ seals, random, now }: Services, begun: Begun): string {
  const nonce = random(16).toBase64({ alphabet: 'base64url', omitPadding: true });
  return seals.seal({ ...begun, nonce, until: now().add(STATE_LASTS).toString() } satisfies SignInState, PURPOSE);
}

/** Seals a sign-in that waits for the answer to a question. */
export const sealWaiting = ({ seals }: Services, state: SignInState, asked: AskedElsewhere): string =>
  seals.seal({ ...state, asked } satisfies SignInState, PURPOSE);

/** Opens a state that was sealed here and is not over. */
export function openState({ seals, now }: Services, sealed: string): SignInState {
  let state: SignInState;
  try {
    state = seals.open(sealed, PURPOSE) as SignInState;
  } catch {
    throw signInOver();
  }
  if (hasEnded(Temporal.Instant.from(state.until), STATE_LASTS, now())) throw signInOver();
  return state;
}

/** Uses a state up, whichever process is asked: of several who bring the same one the first gets a session. */
export async function useState({ store, now }: Services, { userId, nonce }: SignInState): Promise<void> {
  if (!(await isFirstUse({ store, now }, `signin:${userId}:${nonce}`, STATE_LASTS))) throw signInOver();
}

/** Whether nobody has used what goes by this key before, on any process; it must not live longer than `per`. */
export async function isFirstUse(
  { store, now }: Pick<Services, 'store' | 'now'>,
  key: string,
  per: Temporal.Duration,
): Promise<boolean> {
  const once: Limit = { key, rule: { type: 'window', max: 1, per }, error: 'tooManyRequests' };
  return (await store.limits.spend([once], now())).ok;
}

/** The last return of a person from the provider, for as long as a sign-in may wait: its number is all that is used of it. */
const lastReturn = (userId: string): Limit => ({
  key: `signin:${userId}:returned`,
  rule: { type: 'window', max: 1, per: STATE_LASTS },
  error: 'tooManyRequests',
});

/** Notes that a person came back from the provider, whatever it said of them: sign-ins that came back before are over. */
export async function noteReturn({ store, random, now }: Services, userId: string): Promise<number> {
  const note = 1 + (Buffer.from(random(4)).readUInt32BE() >>> 2);
  await store.apply([{ do: 'remember', key: lastReturn(userId).key, until: now().add(STATE_LASTS), note }]);
  return note;
}

/** Whether the person has not come back from the provider once more since. */
export async function isLastReturn({ store, now }: Services, userId: string, returned: number): Promise<boolean> {
  return (await store.limits.peek(lastReturn(userId), now())).used === returned;
}

export const signInOver = (): Fault =>
  fault('authenticationFailed')
    .because('This sign-in was finished, or began too long ago: begin again with the password, or at your provider.')
    .hinting({ reason: 'SIGN_IN_OVER' });
