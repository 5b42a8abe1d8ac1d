import { defaultGuardNumbers, type GuardNumbers, type GuardPolicy } from '../../../src/domain/policy/guardPolicy.ts';
import type { EngineName } from '../engines.ts';
import { factorCalls } from '../factors/factorCalls.ts';
import { person } from '../users/people.ts';
import { type Answer, type World, type WorldOptions, world } from '../world.ts';

type Over = Partial<Omit<GuardPolicy, 'numbers'>> & { readonly numbers?: Partial<GuardNumbers> };

/** A service whose pumping guard is on, as `serve` has it, for all countries. */
export const guardedWorld = (engine: EngineName, over: Over = {}, more: WorldOptions = {}): Promise<World> =>
  world(engine, { ...more, guard: guardOf(over) });

/** Changes the guard of a service that runs: an administrator's restart with other flags, without the restart. */
export function setGuard(w: World, over: Over): void {
  Object.assign(w.services, { policy: { ...w.services.policy, guard: guardOf(over) } });
}

const guardOf = ({ numbers, ...over }: Over): GuardPolicy => ({
  mode: 'on',
  countries: ['*'],
  invalidNumbers: 'refuse',
  ...over,
  numbers: { ...defaultGuardNumbers, ...numbers },
});

/** A caller that reports this end-user address. */
export const at = (address?: string) => (address === undefined ? {} : { headers: { 'x-forwarded-for': address } });

export interface Newcomer {
  readonly userId: string;
  readonly answer: Answer;
  readonly calls: ReturnType<typeof factorCalls>;
}

/** Somebody new who enrolls a number. */
export async function newcomer(w: World, phoneNumber: string, address?: string): Promise<Newcomer> {
  const { id } = await person(w);
  const calls = factorCalls(w, id);
  return { userId: id, calls, answer: await calls.sms(phoneNumber, '', at(address)) };
}

/** The newest code that was sent to a number. */
export function codeTo(w: World, e164: string): string {
  const message = w.sent.findLast(({ to }) => to === e164);
  if (!message) throw new Error(`nothing was sent to ${e164}`);
  return message.values.code;
}
