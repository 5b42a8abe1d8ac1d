import type { Factor } from '../factors/factor.ts';

/**
 * The kinds of factors that open the administrators' pages, the best first. Left out are questions, temporary codes of the
 * help desk and recovery codes; what goes over a telephone network, calls as much as text messages (NIST SP 800-63B section
 * 3.1.3.3); e-mail, for who reads the mailbox sets a new password too; FIDO U2F, which no browser asks for any more;
 * signed nonces, which are no factor by themselves; and what somebody else's server judges. Each is `factorType/provider`.
 */
export const consoleKinds: readonly string[] = [
  'webauthn/FIDO',
  'token:hardware/YUBICO',
  'push/OKTA',
  'token:software:totp/OKTA',
  'token:software:totp/GOOGLE',
  'token:hotp/CUSTOM',
];

type Head = Pick<Factor, 'factorType' | 'provider' | 'status'>;

const placeOf = ({ factorType, provider }: Omit<Head, 'status'>): number =>
  consoleKinds.indexOf(`${factorType}/${provider}`);

/** Whether factors of this kind open the administrators' pages once they are active. */
export const kindOpensConsole = (factor: Omit<Head, 'status'>): boolean => placeOf(factor) >= 0;

/** Whether somebody may sign in as an administrator with a factor. */
export const opensConsole = (factor: Head): boolean => factor.status === 'ACTIVE' && kindOpensConsole(factor);

/** Those of a person's factors that may be used, the best first. */
export const signInFactors = <F extends Head>(factors: readonly F[]): readonly F[] =>
  factors.filter(opensConsole).sort((a, b) => placeOf(a) - placeOf(b));
