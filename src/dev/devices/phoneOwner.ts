import { clearTimeout, setTimeout } from 'node:timers';
import { type Static, Type } from 'typebox';
import { Fault, fault } from '../../domain/values/fault.ts';
import type { LoginPage } from './loginPage.ts';
import type { AskedOnPhone, OwnerAnswer, PhoneDecision, PhoneRequest } from './virtual/phoneScreen.ts';
import type { VirtualPhone } from './virtual/virtualPhone.ts';

/** The manner of a phone's owner, by which requests are answered. */
export const Manner = Type.Object({
  behaviour: Type.Optional(
    Type.Enum(['approve', 'deny', 'not-me', 'wrong-number', 'silent'], { description: 'approve unless told' }),
  ),
  delay: Type.Optional(
    Type.String({ pattern: '^PT(?=\\d)(\\d+M)?(\\d+(\\.\\d+)?S)?$', description: 'Thinks it over, PT2S for example' }),
  ),
});
export type Manner = Static<typeof Manner>;

/** An answer that a developer gives in the owner's place. */
export const ByHand = Type.Object({
  transaction: Type.Optional(Type.String({ description: 'The newest one that waits, unless told' })),
  decision: Type.Enum(['APPROVE', 'DENY', 'NOT_ME']),
  number: Type.Optional(Type.Integer({ description: 'The right one, unless told' })),
});
export type ByHand = Static<typeof ByHand>;

/** Somebody with a phone, who looks at it when it rings and does always the same. */
export interface PhoneOwner {
  readonly manner: Required<Manner>;
  /** Oldest first. */
  asked(): readonly AskedOnPhone[];
  /** The phone rings. */
  prompted(): Promise<void>;
  /** Changes; what waits is thought over again. */
  change(manner: Manner): void;
  answer(given: ByHand): Promise<AskedOnPhone>;
  /** Whatever was being thought over is forgotten. */
  stop(): void;
}

interface OwnerParts {
  readonly phone: VirtualPhone;
  readonly page: LoginPage;
  readonly now: () => Temporal.Instant;
  readonly onError: (error: unknown) => void;
}

/** As many questions as messages are kept. */
const KEPT = 1_000;

/** Gives a phone to somebody. */
export function createOwner({ phone, page, now, onError }: OwnerParts, given: Manner): PhoneOwner {
  let manner: Required<Manner> = { behaviour: 'approve', delay: 'PT0S', ...given };
  let stopped = false;
  const all = new Map<string, AskedOnPhone>();
  /** Requests that the owner is thinking over or answering, by id. */
  const busy = new Map<string, NodeJS.Timeout>();
  const failed = (error: unknown) => {
    // That the service refuses is not a failure: it may have forgotten this phone.
    if (!stopped && !(error instanceof Fault)) onError(error);
  };

  async function look(): Promise<readonly AskedOnPhone[]> {
    const waiting = await phone.waiting();
    for (const request of waiting) if (!all.has(request.id)) all.set(request.id, request);
    for (const id of [...all.keys()].slice(0, -KEPT)) all.delete(id);
    return waiting.map(({ id }) => all.get(id) as AskedOnPhone);
  }

  /** The right number, or a wrong one, where there is one to pick. */
  async function pick({ id, numbers }: PhoneRequest, wrong = false): Promise<number | undefined> {
    const right = numbers && (await page.number(phone.account, id));
    return wrong ? numbers?.find((number) => number !== right) : right;
  }

  async function say(request: AskedOnPhone, decision: PhoneDecision, number?: number): Promise<AskedOnPhone> {
    const said = { decision, ...(number !== undefined && { number }), at: now().toString() };
    const answer = await phone.answer(request.id, decision, number).then(
      (result): OwnerAnswer => ({ ...said, result }),
      (error: unknown): OwnerAnswer => {
        if (!(error instanceof Fault)) throw error;
        return { ...said, result: 'REFUSED', why: error.causes.join('; ') };
      },
    );
    request.answer ??= answer;
    return { ...request, answer };
  }

  async function behave(request: AskedOnPhone): Promise<void> {
    const { behaviour } = manner;
    if (behaviour === 'silent' || request.answer) return;
    if (behaviour === 'deny') await say(request, 'DENY');
    else if (behaviour === 'not-me') await say(request, 'NOT_ME');
    else await say(request, 'APPROVE', await pick(request, behaviour === 'wrong-number'));
  }

  function thinkOver(request: AskedOnPhone): void {
    if (busy.has(request.id) || stopped) return;
    const act = () =>
      behave(request)
        .catch(failed)
        .finally(() => busy.delete(request.id));
    const milliseconds = Temporal.Duration.from(manner.delay).total('milliseconds');
    busy.set(request.id, setTimeout(act, milliseconds).unref());
  }

  const prompted = async () => {
    try {
      for (const request of await look()) thinkOver(request);
    } catch (error) {
      failed(error);
    }
  };

  return {
    get manner() {
      return manner;
    },
    asked: () => [...all.values()],
    prompted,
    change(wish) {
      manner = { ...manner, ...wish };
      void prompted();
    },
    async answer({ transaction, decision, number }) {
      const waiting = await look();
      const request = transaction === undefined ? waiting.at(-1) : all.get(transaction);
      if (!request)
        throw fault('notFound', { id: transaction ?? '-', type: 'Transaction' }).because(
          'Nothing waits for an answer.',
        );
      return say(request, decision, number ?? (decision === 'APPROVE' ? await pick(request) : undefined));
    },
    stop() {
      stopped = true;
      for (const timer of busy.values()) clearTimeout(timer);
    },
  };
}
