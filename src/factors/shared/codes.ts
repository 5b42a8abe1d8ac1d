import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Static, Type } from 'typebox';
import type { Requester } from '../../domain/budgets/requester.ts';
import type { Context } from '../../domain/factors/context.ts';
import { hasEnded } from '../../domain/values/lifetime.ts';
import { askerOf, besides } from './askers.ts';

const Digest = Type.Object({ salt: Type.String(), digest: Type.String() });

/** A one-time code that was sent out. Only a keyed digest is kept, never the code. */
const IssuedCode = Type.Object({
  ...Digest.properties,
  expires: Type.String(),
  /** Seconds; a code of an older version does not say. */
  lifetime: Type.Optional(Type.Number()),
  /** Too long to guess: sent to a requester whose short answers were used up. */
  long: Type.Optional(Type.Literal(true)),
  /** The requester it was sent to (`askerOf`); nobody when absent. */
  by: Type.Optional(Type.String()),
  /** The codes (`codeNumber`) that were the newest of their requesters when this one was sent. */
  following: Type.Optional(Type.Array(Type.Integer())),
});

/** Why a code that was once right is not any more. */
const Past = Type.Enum(['SUPERSEDED', 'USED']);

/**
 * The live codes of a factor and the last few dead ones, kept to tell a user which of them was typed. `live` is the one
 * that an answer is judged by; `others` are those of other requesters, which it leaves alone.
 */
export const CodeState = Type.Object({
  live: Type.Union([IssuedCode, Type.Null()]),
  others: Type.Optional(Type.Array(IssuedCode)),
  past: Type.Array(Type.Object({ ...Digest.properties, why: Past })),
});
export type CodeState = Static<typeof CodeState>;
export type IssuedCode = Static<typeof IssuedCode>;

export const noCode: CodeState = { live: null, past: [] };
const KEPT = 3;
const MOST_TYPED = 64;
/** The longest lifetime a code can be given (fact 86). */
const LONGEST_SECONDS = 86_400;

/** A fresh code; the one of the same requester before it, if any, is superseded. */
export function issueCode(
  codes: CodeState,
  { random, policy, now, longCode, requester }: Context,
  { to, lifetime }: { readonly to: string; readonly lifetime: Temporal.Duration },
): { readonly code: string; readonly codes: CodeState } {
  const code = policy.fixedCode?.(to, now) ?? (longCode ? longDigits(random) : digits(random, policy.codeLength));
  const salt = Buffer.from(random(16)).toString('base64url');
  const by = requester && askerOf(requester);
  const { kept, dead } = besides(codes, by, now);
  const following = [...kept, ...dead].map(codeNumber);
  const live = {
    salt,
    digest: digestOf(salt, code),
    expires: now.add(lifetime).toString(),
    lifetime: lifetime.total('seconds'),
    ...(longCode && { long: longCode }),
    ...(by !== undefined && { by }),
    ...(following.length > 0 && { following }),
  };
  const past = bury({ dead, past: codes.past }, 'SUPERSEDED');
  return { code, codes: { live, past, ...(kept.length > 0 && { others: kept }) } };
}

/** Names a code among those of a factor, in 31 bits. */
export const codeNumber = ({ salt }: Pick<IssuedCode, 'salt'>): number =>
  Buffer.from(salt, 'base64url').readUInt32BE() >>> 1;

export type CodeCheck = 'MATCH' | 'WRONG_CODE' | 'EXPIRED' | 'SUPERSEDED' | 'USED' | 'NEVER_SENT';

function isOver({ expires, lifetime }: IssuedCode, now: Temporal.Instant): boolean {
  const longest = Temporal.Duration.from({ seconds: lifetime ?? LONGEST_SECONDS });
  return hasEnded(Temporal.Instant.from(expires), longest, now);
}

/** A long code is shown in groups, and may be typed or pasted as it is shown. */
const asShown = (typed: string): string => typed.slice(0, MOST_TYPED).replace(/[\s-]/g, '');
const isCode = (code: IssuedCode, typed: string): boolean => isDigestOf(code, code.long ? asShown(typed) : typed);

/**
 * The live codes that a requester's answer may be: its own and those that were sent after it, where it has asked for one,
 * and else any. Whoever asks just before the owner gets the one message of half a minute, and the owner reads that.
 */
export function candidates({ live, others = [] }: CodeState, who: Requester | undefined): readonly IssuedCode[] {
  if (!live) return [];
  const isOwn = (live.by ?? '') === (who ? askerOf(who) : '');
  return [live, ...(isOwn ? others.filter((code) => issuedMs(code) >= issuedMs(live)) : others)];
}

/** The instant that a code was sent at: lifetimes differ. */
const issuedMs = ({ expires, lifetime = 0 }: IssuedCode): number =>
  Temporal.Instant.from(expires).epochMilliseconds - lifetime * 1_000;

/**
 * The codes with that one in front which a requester has typed: people read the newest message, whoever asked for it, and
 * ask in one place to answer in another.
 */
export function typedInFront(codes: CodeState, typed: string, who: Requester | undefined): CodeState {
  const [match] = candidates(codes, who).filter((code) => isCode(code, typed));
  if (!match || match === codes.live) return codes;
  const { live, others = [] } = codes;
  return { ...codes, live: match, others: [...(live ? [live] : []), ...others].filter((code) => code !== match) };
}

/** Judges a typed code in constant time. */
export function checkCode({ live, past }: CodeState, typed: string, now: Temporal.Instant): CodeCheck {
  const code = live?.long ? asShown(typed) : typed;
  if (live && isDigestOf(live, code)) return isOver(live, now) ? 'EXPIRED' : 'MATCH';
  const dead = past.find((entry) => isDigestOf(entry, code));
  if (dead) return dead.why;
  return live ? 'WRONG_CODE' : 'NEVER_SENT';
}

/** The code has been accepted: it is never accepted again. */
export const consumeCode = (codes: CodeState): CodeState => ({
  ...codes,
  live: null,
  past: bury({ dead: codes.live ? [codes.live] : [], past: codes.past }, 'USED'),
});

function bury(
  { dead, past }: { readonly dead: readonly IssuedCode[]; readonly past: CodeState['past'] },
  why: Static<typeof Past>,
): CodeState['past'] {
  return [...dead.map(({ salt, digest }) => ({ salt, digest, why })), ...past].slice(0, KEPT);
}

const digestOf = (salt: string, code: string) => createHmac('sha256', salt).update(code).digest('base64url');

function isDigestOf({ salt, digest }: { salt: string; digest: string }, code: string): boolean {
  return timingSafeEqual(Buffer.from(digest), Buffer.from(digestOf(salt, code)));
}

/** Sixteen digits, 53 bits: a voice can read them out, and they paste into any field. */
const longDigits = (random: Context['random']): string => digits(random, 8) + digits(random, 8);

/** Uniform decimal digits: bytes that would make some digits likelier are drawn again. */
function digits(random: Context['random'], length: number): string {
  const bound = 10 ** length;
  const limit = 2 ** 48 - (2 ** 48 % bound);
  for (;;) {
    const drawn = Buffer.from(random(6)).readUIntBE(0, 6);
    if (drawn < limit) return String(drawn % bound).padStart(length, '0');
  }
}
