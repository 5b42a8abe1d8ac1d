import type { UnnamedCallers } from '../../../src/domain/budgets/answerBudgets.ts';
import { type GuardPolicy, noGuard } from '../../../src/domain/policy/guardPolicy.ts';
import type { EngineName } from '../../support/engines.ts';
import { anotherProcess, world } from '../../support/world.ts';
import { type Attack, Attackers } from './attackers.ts';
import { Ledger } from './ledger.ts';
import { Mailbox } from './mailbox.ts';
import { Owner, type OwnerKind } from './owner.ts';
import { type Victim, victims } from './victims.ts';

/** The course of a simulated time. */
export interface Course {
  readonly engine: EngineName;
  readonly unnamedCallers: UnnamedCallers;
  readonly attacks: readonly Attack[];
  readonly halfDays: number;
  /** Calls of outsiders in each half day. */
  readonly calls: number;
  readonly seed: number;
  readonly owner: OwnerKind;
  /** Has the pumping guard on, as `serve` has it. */
  readonly guarded?: boolean;
  /** The owners have signed in before outsiders begin. */
  readonly settled?: boolean;
  /** Kinds, `factorType/provider`; all of them where none is named. */
  readonly kinds?: readonly string[];
}

/** The end of a time of guessing. */
export interface GuessedYear {
  readonly ledger: Ledger;
  readonly owners: readonly Owner[];
  /** Hours of simulated time. */
  readonly hours: number;
}

/** The pumping guard as `serve` has it. */
const serveGuard: GuardPolicy = { ...noGuard, mode: 'on' };

/** Six sign-ins at each place, two a day. */
const AT_ONE_PLACE = 6;

/** The address at which an owner is in a half day. */
export function placeOf(halfDay: number): string {
  const place = Math.floor(halfDay / AT_ONE_PLACE);
  return `192.0.${place >> 8}.${place & 255}`;
}

/** Numbers from 0 to 1 that a seed repeats (Lehmer's generator). */
export function drawn(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/**
 * A simulated time in which outsiders guess at the answers of owners of every kind, ask for challenges and for messages,
 * while the owners sign in. The outsiders call one process and the owners another.
 */
export async function guessedYear(course: Course): Promise<GuessedYear> {
  const {
    engine,
    unnamedCallers,
    attacks,
    halfDays,
    calls,
    seed,
    owner: ownerKind,
    kinds = [],
    guarded = false,
    settled = false,
  } = course;
  const random = drawn(seed);
  const options = { unnamedCallers, ...(guarded && { guard: serveGuard }) };
  const w = await world(engine, options);
  const other = await anotherProcess(w, options);
  const mailbox = new Mailbox();
  const targets = await victims(w, mailbox, kinds);
  const start = w.clock.now();
  // Parallel calls are what makes a server worth its connections, and share a transaction of SQLite's.
  const atOnce = 16;
  const ledger = new Ledger();
  const attackers = new Attackers(w.services, ledger, random);
  let attack = attacks[0] as Attack;
  let begun = false;
  // Pauses of answers that are too long to guess are shared by all who are nobody (ADR 4).
  const answering = ownerKind === 'without an address' ? targets.filter(({ paired, sent }) => paired || sent) : targets;
  const owners = answering.map(
    (victim) =>
      new Owner(victim, {
        services: other.services,
        random,
        kind: ownerKind,
        async meanwhile(prey, { address }, seconds) {
          mailbox.collect(w.sent);
          for (let n = 0; n < 3 && begun; n++) await attackers.act(attack, prey, address);
          w.clock.advance({ seconds });
          if (seconds > 0 && begun) await attackers.act(attack, prey, address);
          mailbox.collect(w.sent);
        },
      }),
  );
  if (settled) {
    w.clock.advance({ minutes: 1 });
    mailbox.collect(w.sent);
    for (const owner of owners) await owner.signIn({ address: placeOf(0), isKnown: false });
  }
  begun = true;
  for (let n = 0; n < halfDays; n++) {
    attack = attacks[n % attacks.length] as Attack;
    const address = ownerKind === 'without an address' ? undefined : placeOf(n);
    const end = w.clock.now().add({ hours: 12 });
    for (let done = 0; done < calls; done += atOnce) {
      const prey = Array.from({ length: atOnce }, () => targets[Math.floor(random() * targets.length)] as Victim);
      await Promise.all(prey.map((one) => attackers.act(attack, one, address)));
      if (random() < 0.1) w.clock.advance({ milliseconds: Math.floor(random() * attack.pause * 1_000) });
      mailbox.collect(w.sent);
    }
    const rest = w.clock.now().until(end).total('milliseconds');
    if (rest > 0) w.clock.advance({ milliseconds: Math.ceil(rest) });
    for (const owner of owners) {
      for (let eve = 0; eve < 3; eve++) {
        await attackers.act(attack, owner.victim, address);
        w.clock.advance({ milliseconds: Math.floor(random() * 45_000) });
      }
      mailbox.collect(w.sent);
      const isKnown =
        address !== undefined &&
        ((settled && ownerKind === 'with a device token') || n % AT_ONE_PLACE > 0 || owner.hasDevice);
      await owner.signIn({ address, isKnown });
    }
  }
  const hours = start.until(w.clock.now()).total('hours');
  await other.close();
  await w.close();
  return { ledger, owners, hours };
}
