import assert from 'node:assert/strict';
import type { AnyKind } from '../../../src/domain/factors/kind.ts';
import { authenticator } from '../../support/factors/authenticator.ts';
import { factorCalls } from '../../support/factors/factorCalls.ts';
import type { Holder } from '../../support/factors/holder.ts';
import { answeredKinds } from '../../support/factors/kindCalls.ts';
import { kindFixtures } from '../../support/factors/kindFixtures.ts';
import { person } from '../../support/users/people.ts';
import type { World } from '../../support/world.ts';
import type { Mailbox } from './mailbox.ts';

/** The chance that one guess is right: at a short answer, and at one that must be long. */
interface Chances {
  readonly short: number;
  readonly long: number;
  /** Two codes at once, judged in a wider window while short answers are left. */
  readonly pair?: number;
}

/** What a guess at a kind's answer finds, reckoned from the kind's own codes and not from what the service says. */
const CHANCES: Readonly<Record<string, Chances>> = {
  // Three steps of six digits; the second half is one code of a million.
  'token:software:totp/OKTA': { short: 3e-6, long: 3e-12 },
  'token:software:totp/GOOGLE': { short: 3e-6, long: 3e-12 },
  // Ten presses ahead.
  'token:hotp/CUSTOM': { short: 11e-6, long: 11e-12, pair: 1_000 * 1e-12 },
  // Sixteen digits, or two codes of six.
  'sms/OKTA': { short: 1e-6, long: 1e-12 },
  'call/OKTA': { short: 1e-6, long: 1e-12 },
  'email/OKTA': { short: 1e-6, long: 1e-12 },
  'cofactor:recovery_codes/COFACTOR': { short: 10 * 2 ** -50, long: 0 },
  'cofactor:temporary_code/COFACTOR': { short: 2 ** -40, long: 0 },
  // The private id of 48 bits, after a block of AES.
  'token:hardware/YUBICO': { short: 2 ** -48, long: 0 },
  // A PIN of four digits and one of three tokencodes of six; without a PIN the vendor's own lock is what there is.
  'token/RSA': { short: 3e-10, long: 0 },
  // Six digits, of which Duo has a few; it locks a user out after ten wrong ones, where three a day are let through.
  'web/DUO': { short: 1e-8, long: 0 },
  // Five codes of six digits at one time, or two of them in a row of a hundred.
  'token/SYMANTEC': { short: 5e-6, long: 0, pair: 100e-12 },
  'webauthn/FIDO': { short: 2 ** -128, long: 0 },
  'u2f/FIDO': { short: 2 ** -128, long: 0 },
  // Known to more people than its owner: the model counts how often it is judged, not how likely it is.
  'question/OKTA': { short: 0, long: 0 },
};

/** An owner of one factor, and what outsiders and owner do with it. */
export interface Victim {
  readonly kind: string;
  readonly chances: Chances;
  readonly params: { readonly userId: string; factorId: string };
  /** Whether an answer is to a challenge, and whether that is a message. */
  readonly asked: boolean;
  readonly sent: boolean;
  /** Whether two consecutive codes prove it. */
  readonly paired: boolean;
  readonly answer: () => Readonly<Record<string, string>>;
  readonly wrong: () => Readonly<Record<string, string>>;
  readonly challenged: NonNullable<Holder['challenged']>;
  /** Enrolls anew, where a factor is used up. */
  readonly renew?: () => Promise<void>;
  /** The code of the user's authenticator app, for those whose own factor makes no address known, or none under attack. */
  readonly introduces?: { readonly factorId: string; readonly code: () => string };
}

/** Owners of every kind that takes answers over the API; `names` chooses some of them. */
export async function victims(w: World, mailbox: Mailbox, names: readonly string[]): Promise<readonly Victim[]> {
  const found: Victim[] = [];
  for (const kind of answeredKinds) {
    const name = `${kind.contract.factorType}/${kind.contract.provider}`;
    if (names.length === 0 || names.includes(name)) found.push(await victim(w, mailbox, kind, name));
  }
  return found;
}

async function victim(w: World, mailbox: Mailbox, kind: AnyKind, name: string): Promise<Victim> {
  const fixture = kindFixtures[name];
  const chances = CHANCES[name];
  assert.ok(fixture && chances, `test/properties/guessing/victims.ts has no chance for ${name}`);
  const user = await person(w);
  const holder = await fixture.holder(w, user);
  const calls = factorCalls(w, user.id);
  async function enrolled(): Promise<string> {
    const { body, status } = await calls.enroll(holder.request, holder.query);
    assert.equal(status, 200, JSON.stringify(body));
    holder.keep?.(body);
    if (!fixture?.activated) return body.id;
    const active = await w.call('POST', `${calls.factors}/${body.id}/lifecycle/activate`, holder.answer());
    assert.equal(active.status, 200, JSON.stringify(active.body));
    return active.body.id;
  }
  const params = { userId: user.id, factorId: await enrolled() };
  const to = kind.messages && (w.sent.at(-1)?.to ?? '');
  const renew = async () => {
    assert.equal((await calls.remove(params.factorId)).status, 204);
    params.factorId = await enrolled();
  };
  const isCode = name.startsWith('cofactor:');
  return {
    kind: name,
    chances,
    params,
    asked: kind.challenge !== undefined,
    sent: kind.messages !== undefined,
    paired: name.startsWith('token:software') || name.startsWith('token:hotp'),
    answer: to === undefined ? holder.answer : () => ({ passCode: mailbox.newest(to) }),
    wrong: to === undefined ? once(holder.wrong, isCode || kind.challenge !== undefined) : () => mailbox.wrong(to),
    challenged: holder.challenged ?? (() => {}),
    ...(isCode && { renew }),
    ...((kind.answers?.knowledge || kind.answers?.judgedElsewhere) && { introduces: await introduction(w, user.id) }),
  };
}

/** A wrong answer that costs work to make, and is as wrong the next time. */
function once(wrong: Holder['wrong'], isCostly: boolean): Holder['wrong'] {
  let made: ReturnType<Holder['wrong']> | undefined;
  return () => {
    made = (isCostly ? made : undefined) ?? wrong();
    return made;
  };
}

/** An authenticator app by which a user can be verified anywhere. */
export async function introduction(w: World, userId: string) {
  const calls = factorCalls(w, userId);
  const { body } = await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
  const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
  assert.equal((await calls.activate(body.id, app.code())).status, 200);
  return { factorId: body.id as string, code: () => app.code() };
}
