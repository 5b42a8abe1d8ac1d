import assert from 'node:assert/strict';
import { person } from '../support/users/people.ts';
import { BudgetModel, challengeRules, type Guesser, priceOf, roomOf } from './budgetModel.ts';
import type { Command, KindName, Which } from './codeCommands.ts';
import { type CodeModel, recoveryCodes, sentCodes, temporaryCode, totpCodes } from './codeModel.ts';
import { requests, type Slot } from './codeSlot.ts';
import { type Outcome, type Service, wantsLong } from './service.ts';

const MESSAGE_PAUSE = 30_000;
const KNOWN_FOR = 90 * 86_400_000;
let people = 0;
let strangers = 0;

/** One user's life against the model: every answer of the service must be one the model allows. */
export async function live(service: Service, commands: readonly Command[]): Promise<void> {
  const w = await service.world();
  const { id: userId } = await person(w);
  const phoneNumber = `+1802${String(2_000_000 + (people++ % 7_999_999))}`;
  const budgets = new BudgetModel();
  const slots = new Map<KindName, Slot>();
  const known = new Map<string, number>();
  /** Requesters who may have shown the first half of a long proof. */
  const halves = new Set<string>();
  let lastMessage = Number.NEGATIVE_INFINITY;

  const now = () => w.clock.now().epochMilliseconds;
  const factor = (slot: Slot) => ({ userId, factorId: slot.id });
  const guesserFrom = (from: number): Guesser => ({ userId, address: from === 0 ? undefined : `192.0.2.${from}` });

  const isKnown = ({ address }: Guesser) => address !== undefined && (known.get(address) ?? 0) > now();

  const price = (kind: KindName, { id: factorId, status, codes }: Slot, who: Guesser) =>
    priceOf({ kind, factorId, isPending: status !== 'ACTIVE', challenge: codes.challenge() }, who, isKnown(who));

  const halfOf = (slot: Slot, { address }: Guesser) => `${slot.id} ${address}`;

  function accept(slot: Slot, who: Guesser, code: string, { body }: Outcome): void {
    slot.codes.accepted(code, now());
    if (slot.status === 'ACTIVE') remember(who);
    else Object.assign(slot, { status: 'ACTIVE', id: body.id });
  }

  function remember({ address }: Guesser): void {
    const until = (address !== undefined && known.get(address)) || 0;
    // Written once a day.
    if (address !== undefined && until < now() + KNOWN_FOR - 86_400_000) known.set(address, now() + KNOWN_FOR);
  }

  function pick(kind: KindName, which: Which): string {
    const { codes } = slots.get(kind) as Slot;
    if (which === 'right') return codes.right(now()) ?? codes.wrong();
    if (which === 'old') return codes.old(now()) ?? codes.wrong();
    const other = [...slots].find(([name]) => name !== kind)?.[1];
    return (which === 'other' && other?.codes.right(now())) || codes.wrong();
  }

  const give = (slot: Slot, passCode: string, { address }: Guesser) =>
    service.call(w, slot.status === 'ACTIVE' ? 'verifyFactor' : 'activateFactor', factor(slot), { passCode }, address);

  /** Asks for a message; takes note of the code that came, and that it did not come too soon. */
  async function message(slot: Slot, ask: () => Promise<Outcome>): Promise<Outcome> {
    const before = w.sent.length;
    const outcome = await ask();
    const [sent, ...more] = w.sent.slice(before);
    assert.equal(more.length, 0, 'one message at a time');
    if (sent) {
      assert.ok(now() - lastMessage >= MESSAGE_PAUSE, 'a message came too soon after another');
      lastMessage = now();
      slot.sent?.(sent.values.code, now());
    }
    return outcome;
  }

  const askAgain = (slot: Slot) =>
    slot.status === 'ACTIVE'
      ? service.call(w, 'verifyFactor', factor(slot))
      : service.call(w, 'resendFactor', factor(slot), requests.sms);

  async function enroll(kind: KindName): Promise<void> {
    const standing = slots.get(kind);
    const body = kind === 'sms' ? { ...requests.sms, profile: { phoneNumber } } : requests[kind];
    const codes = sentCodes();
    const fresh: Slot = { id: '', status: 'ACTIVE', codes, sent: codes.sent };
    const outcome = await message(fresh, () => service.call(w, 'enrollFactor', { userId }, body));
    if (standing?.status === 'ACTIVE' && !standing.codes.over(now())) {
      assert.equal(outcome.status, 400, 'a second factor of a kind');
      return;
    }
    if (outcome.status === 429) {
      assert.equal(kind, 'sms');
      return;
    }
    assert.equal(outcome.status, 200);
    const { id, status, _embedded } = outcome.body;
    slots.set(
      kind,
      kind === 'sms' ? { ...fresh, id, status } : { id, status, codes: shown(kind, _embedded.activation, now()) },
    );
  }

  async function answer({ kind, which, from }: Extract<Command, { do: 'answer' }>): Promise<void> {
    const slot = slots.get(kind);
    if (!slot) return;
    const who = guesserFrom(from);
    const code = pick(kind, which);
    const right = slot.codes.isRight(code, now());
    const { back, shared, gone } = price(kind, slot, who);
    const allowed = budgets.may([...back, ...shared, ...gone], now());
    const outcome = await give(slot, code, who);
    if (outcome.status === 429) return assert.notEqual(allowed, 'yes', 'a guess was refused that the budgets allow');
    if (wantsLong(outcome)) {
      assert.notEqual(allowed, 'yes', 'a long proof was wanted while short answers are left');
      if (right && kind === 'totp') halves.add(halfOf(slot, who));
      else halves.delete(halfOf(slot, who));
      return;
    }
    const isLong = allowed === 'no' && right && halves.has(halfOf(slot, who));
    if (!isLong) assert.notEqual(allowed, 'no', 'a guess was judged that no budget allows');
    assert.equal(
      outcome.status === 200,
      right,
      right ? 'a right code was refused' : 'a code was accepted that is not right',
    );
    if (!right) assert.equal(outcome.status, 403);
    if (!isLong) budgets.take([...back, ...shared, ...gone], now());
    if (!right) return;
    if (!isLong) budgets.refund(shared);
    budgets.forgive(back);
    accept(slot, who, code, outcome);
  }

  async function burst({ kind, which, from, message: ask }: Extract<Command, { do: 'burst' }>): Promise<void> {
    const slot = slots.get(kind);
    if (!slot) return;
    const who = guesserFrom(from);
    const given = which.map((one) => pick(kind, one));
    const right = new Set(given.filter((code) => slot.codes.isRight(code, now())));
    const uses = right.size === 0 ? 0 : slot.codes.uses();
    assert.ok(right.size <= 1);
    const { back, shared, gone } = price(kind, slot, who);
    const challenge = slot.codes.challenge();
    const asks = ask && slot.sent !== undefined;
    // A new challenge in the middle of it comes with a budget of its own.
    const lasting = asks ? back.filter(({ key }) => !key.startsWith('challenge ')) : back;
    const [ownRoom, sharedRoom, goneRoom] = [lasting, shared, gone].map((rules) => budgets.left(rules, now())) as [
      number,
      number,
      number,
    ];
    const before: Slot = { ...slot };
    const [outcomes] = await Promise.all([
      Promise.all(given.map((code) => give(before, code, who))),
      asks ? message(slot, () => askAgain(before)) : undefined,
    ]);
    const judged = outcomes.filter((outcome) => [200, 403].includes(outcome.status) && !wantsLong(outcome)).length;
    if (outcomes.some(wantsLong)) halves.add(halfOf(before, who));
    const accepted = outcomes.flatMap((outcome, n) =>
      outcome.status === 200 ? [{ outcome, code: given[n] ?? '' }] : [],
    );
    assert.ok(accepted.length <= uses, `a code was accepted ${accepted.length} times, where ${uses} are allowed`);
    assert.ok(
      accepted.every(({ code }) => right.has(code)),
      'a code was accepted that is not right',
    );
    // A right answer gives back what was spent, at any moment among the others: all the room again for each.
    const again = before.status === 'ACTIVE' ? accepted.length * Math.min(...back.map(roomOf)) : 0;
    const room = Math.min(ownRoom + (again || 0), sharedRoom + accepted.length, goneRoom);
    assert.ok(judged <= room, `${judged} guesses were judged, where ${room} are allowed`);

    const renewed = slot.codes.challenge() !== challenge;
    if (accepted.length === 0) {
      budgets.take([...(renewed ? lasting : back), ...shared, ...gone], now(), judged);
    } else {
      budgets.forgive(back);
      budgets.take(gone, now());
      budgets.take(shared, now(), judged - accepted.length);
      budgets.blur([...back, ...shared, ...gone], now());
      for (const { outcome, code } of accepted) {
        // The message came after it, and with it a code that is right all the same.
        if (renewed) remember(who);
        else accept(slot, who, code, outcome);
      }
    }
    if (renewed) budgets.blur(challengeRules(who, slot.codes.challenge()), now());
  }

  async function storm({ kind, times }: Extract<Command, { do: 'storm' }>): Promise<void> {
    const slot = slots.get(kind);
    if (!slot) return;
    const code = slot.codes.wrong();
    const guessers = Array.from({ length: times }, () => ({
      userId,
      address: strangersAddress(++strangers),
    }));
    const priced = price(kind, slot, guessers[0] as Guesser);
    const shared = [...priced.shared, ...priced.gone].filter(({ key }) => !key.includes('2001:db8:'));
    const room = budgets.left(shared, now());
    const outcomes = await Promise.all(guessers.map((who) => give(slot, code, who)));
    const judged = outcomes.filter((outcome) => outcome.status === 403 && !wantsLong(outcome)).length;
    assert.ok(outcomes.every(({ status }) => status === 403 || status === 429));
    assert.ok(judged <= room, `${judged} strangers' guesses were judged, where ${room} are allowed`);
    budgets.take(shared, now(), judged);
  }

  for (const command of commands) {
    switch (command.do) {
      case 'enroll':
        await enroll(command.kind);
        break;
      case 'message': {
        const slot = slots.get('sms');
        if (slot) assert.ok([200, 429].includes((await message(slot, () => askAgain(slot))).status));
        break;
      }
      case 'remove': {
        const slot = slots.get(command.kind);
        if (slot) assert.equal((await service.call(w, 'unenrollFactor', factor(slot))).status, 200);
        slots.delete(command.kind);
        break;
      }
      case 'answer':
        await answer(command);
        break;
      case 'spray':
        for (let n = 0; n < command.times; n++) {
          for (const kind of slots.keys()) await answer({ do: 'answer', kind, which: 'wrong', from: command.from });
        }
        break;
      case 'burst':
        await burst(command);
        break;
      case 'storm':
        await storm(command);
        break;
      case 'wait':
        w.clock.advance({ seconds: command.seconds });
    }
  }
}

/** In a network of its own: who has one has all of its addresses. */
const strangersAddress = (n: number): string => `2001:db8:${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}::1`;

// biome-ignore lint/suspicious/noExplicitAny: what each kind shows once
function shown(kind: KindName, activation: any, now: number): CodeModel {
  if (kind === 'totp') return totpCodes(activation.sharedSecret);
  if (kind === 'recovery') return recoveryCodes(activation.codes);
  return temporaryCode(activation.passCode, 3, now + 3_600_000);
}
