import type { Requester } from '../../domain/budgets/requester.ts';

/** A live code, as far as it matters whose it is. */
interface Asked {
  readonly by?: string;
  readonly expires: string;
}

/** All live codes of a factor: the one in front is judged. */
interface AskedCodes<Code extends Asked> {
  readonly live: Code | null;
  readonly others?: readonly Code[];
}

const STRANGER = 'stranger ';
/** Live codes of all strangers together. */
const STRANGERS = 2;
/** More known requesters than this do not wait for a code at the same time. */
const MOST = 8;

/** The one that a code belongs to: each address of a stranger, each known requester, and all who are nobody. */
export const askerOf = ({ standing, name }: Requester): string => (standing === 'stranger' ? STRANGER + name : name);

const isOfStranger = ({ by = '' }: Asked): boolean => by.startsWith(STRANGER);
const newestFirst = (a: Asked, b: Asked): number => (a.expires < b.expires ? 1 : -1);
const all = <Code extends Asked>({ live, others = [] }: AskedCodes<Code>): readonly Code[] =>
  live ? [live, ...others] : others;

/** The codes that stay live beside a new one of `by`, and those that do not. A new one of a stranger's is one of two. */
export function besides<Code extends Asked>(
  codes: AskedCodes<Code>,
  by: string | undefined,
  now: Temporal.Instant,
): { readonly kept: Code[]; readonly dead: readonly Code[] } {
  const asker = by ?? '';
  let strangers = asker.startsWith(STRANGER) ? STRANGERS - 1 : STRANGERS;
  const kept: Code[] = [];
  const dead: Code[] = [];
  for (const code of all(codes).toSorted(newestFirst)) {
    const isOver = Temporal.Instant.compare(Temporal.Instant.from(code.expires), now) <= 0;
    const stays =
      (code.by ?? '') !== asker && !isOver && kept.length < MOST && !(isOfStranger(code) && strangers-- <= 0);
    (stays ? kept : dead).push(code);
  }
  return { kept, dead };
}

/**
 * The codes with that one in front which a requester's answer is judged by: its own. Without one it is the newest of its
 * like, then the newest of all: people ask in one place and answer in another.
 */
export function inFront<Codes extends AskedCodes<Asked>>(codes: Codes, who: Requester): Codes {
  const { live, others = [] } = codes;
  if (others.length === 0) return codes;
  const own = askerOf(who);
  const isStranger = who.standing === 'stranger';
  const rank = (code: Asked) => ((code.by ?? '') === own ? 2 : isOfStranger(code) === isStranger ? 1 : 0);
  const [front, ...rest] = all({ live, others }).toSorted((a, b) => rank(b) - rank(a) || newestFirst(a, b));
  return { ...codes, live: front ?? null, others: rest };
}
