import type { Principal } from '../../contract/access/principal.ts';
import type { HelpDeskAction } from '../../contract/helpDesk/helpDesk.ts';
import { enrollEveryKind } from '../access/roles.ts';
import type { Factor } from '../factors/factor.ts';

type Head = Pick<Factor, 'id' | 'factorType' | 'provider' | 'status'>;

/**
 * Kinds by which a user proves to the help desk that they are the one who calls, the best first: a push that they approve, or
 * a code that they read out. Left out are what cannot be read out, questions, whose answers others know, temporary codes,
 * which the help desk gave, and recovery codes, which are for the user's own way back.
 */
const PROVING: readonly string[] = [
  'push/OKTA',
  'token:software:totp/OKTA',
  'token:software:totp/GOOGLE',
  'token:hotp/CUSTOM',
  'token/RSA',
  'token/SYMANTEC',
  'sms/OKTA',
  'call/OKTA',
  'email/OKTA',
];

const placeOf = ({ factorType, provider }: Omit<Head, 'id' | 'status'>): number =>
  PROVING.indexOf(`${factorType}/${provider}`);

/** The factors by which a user can prove themselves to the help desk, the best first. */
export const provingFactors = <F extends Head>(factors: readonly F[]): readonly F[] =>
  factors
    .filter((factor) => factor.status === 'ACTIVE' && placeOf(factor) >= 0)
    .sort((a, b) => placeOf(a) - placeOf(b));

/**
 * Whether an act takes from a user what they can sign in with, or gives a way in beside it. Pending factors prove nothing
 * yet, and temporary codes are the help desk's own. A factor whose authenticator is switched off counts: it can be switched
 * on again.
 */
export function takesFromOwner(
  action: HelpDeskAction,
  targets: readonly string[],
  factors: readonly Head[],
  isGiven: (factor: Head) => boolean,
): boolean {
  const own = factors.filter((factor) => factor.status !== 'PENDING_ACTIVATION' && !isGiven(factor));
  return action === 'REMOVE_FACTORS' ? own.some(({ id }) => targets.includes(id)) : own.length > 0;
}

/**
 * Whether a caller is of the help desk, who need an approval: their roles let them reset factors, and not verify, enroll or
 * change anything else of users, so that nothing else gets them there. In a session of their own, which a factor of theirs
 * proved, they need none for themselves.
 */
export const isHelpDesk = ({ kind, roles, userId }: Principal, about: string): boolean =>
  !enrollEveryKind(roles) && !(kind === 'session' && userId === about);
