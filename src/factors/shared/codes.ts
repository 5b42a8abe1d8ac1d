import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Static, Type } from 'typebox';
import type { Context } from '../../domain/factors/context.ts';
import { hasEnded } from '../../domain/values/lifetime.ts';

const Digest = Type.Object({ salt: Type.String(), digest: Type.String() });

/** A one-time code that was sent out. Only a keyed digest is kept, never the code. */
const IssuedCode = Type.Object({
  ...Digest.properties,
  expires: Type.String(),
  /** Seconds; a code of an older version does not say. */
  lifetime: Type.Optional(Type.Number()),
});

/** Why a code that was once right is not any more. */
const Past = Type.Enum(['SUPERSEDED', 'USED']);

/** The live code of a factor and the last few dead ones, kept to tell a user which of them was typed. */
export const CodeState = Type.Object({
  live: Type.Union([IssuedCode, Type.Null()]),
  past: Type.Array(Type.Object({ ...Digest.properties, why: Past })),
});
export type CodeState = Static<typeof CodeState>;

export const noCode: CodeState = { live: null, past: [] };
const KEPT = 3;
/** The longest lifetime a code can be given (fact 86). */
const LONGEST_SECONDS = 86_400;

/** A fresh code; the one before it, if any, is superseded. */
export function issueCode(
  codes: CodeState,
  { random, policy, now }: Context,
  { to, lifetime }: { readonly to: string; readonly lifetime: Temporal.Duration },
): { readonly code: string; readonly codes: CodeState } {
  const code = policy.fixedCode?.(to, now) ?? digits(random, policy.codeLength);
  const salt = Buffer.from(random(16)).toString('base64url');
  const live = {
    salt,
    digest: digestOf(salt, code),
    expires: now.add(lifetime).toString(),
    lifetime: lifetime.total('seconds'),
  };
  return { code, codes: { live, past: bury(codes, 'SUPERSEDED') } };
}

export type CodeCheck = 'MATCH' | 'WRONG_CODE' | 'EXPIRED' | 'SUPERSEDED' | 'USED' | 'NEVER_SENT';

/** Judges a typed code in constant time. */
export function checkCode({ live, past }: CodeState, code: string, now: Temporal.Instant): CodeCheck {
  if (live && isDigestOf(live, code)) {
    const lifetime = Temporal.Duration.from({ seconds: live.lifetime ?? LONGEST_SECONDS });
    return hasEnded(Temporal.Instant.from(live.expires), lifetime, now) ? 'EXPIRED' : 'MATCH';
  }
  const dead = past.find((entry) => isDigestOf(entry, code));
  if (dead) return dead.why;
  return live ? 'WRONG_CODE' : 'NEVER_SENT';
}

/** The code has been accepted: it is never accepted again. */
export const consumeCode = (codes: CodeState): CodeState => ({ live: null, past: bury(codes, 'USED') });

function bury({ live, past }: CodeState, why: Static<typeof Past>): CodeState['past'] {
  return live ? [{ salt: live.salt, digest: live.digest, why }, ...past].slice(0, KEPT) : past;
}

const digestOf = (salt: string, code: string) => createHmac('sha256', salt).update(code).digest('base64url');

function isDigestOf({ salt, digest }: { salt: string; digest: string }, code: string): boolean {
  return timingSafeEqual(Buffer.from(digest), Buffer.from(digestOf(salt, code)));
}

/** Uniform decimal digits: bytes that would make some digits likelier are drawn again. */
function digits(random: Context['random'], length: number): string {
  const bound = 10 ** length;
  const limit = 2 ** 48 - (2 ** 48 % bound);
  for (;;) {
    const drawn = Buffer.from(random(6)).readUIntBE(0, 6);
    if (drawn < limit) return String(drawn % bound).padStart(length, '0');
  }
}
