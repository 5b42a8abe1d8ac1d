import type { Factor } from '../factors/factor.ts';

/**
 * The kinds of factors that open the administrators' pages, those that no other site can relay first. No question, no
 * temporary code of the help desk, nothing that goes over a telephone network or a mailbox, and no recovery code.
 */
const order: readonly string[] = [
  'webauthn/FIDO',
  'u2f/FIDO',
  'token:hardware/YUBICO',
  'token:software:totp/OKTA',
  'token:software:totp/GOOGLE',
  'token:hotp/CUSTOM',
];

type Head = Pick<Factor, 'factorType' | 'provider' | 'status'>;

const placeOf = ({ factorType, provider }: Omit<Head, 'status'>): number => order.indexOf(`${factorType}/${provider}`);

/** Whether factors of this kind open the administrators' pages once they are active. */
export const kindOpensConsole = (factor: Omit<Head, 'status'>): boolean => placeOf(factor) >= 0;

/** Whether somebody may sign in as an administrator with a factor. */
export const opensConsole = (factor: Head): boolean => factor.status === 'ACTIVE' && kindOpensConsole(factor);

/** Those of a person's factors that may be used, the best first. */
export const signInFactors = <F extends Head>(factors: readonly F[]): readonly F[] =>
  factors.filter(opensConsole).sort((a, b) => placeOf(a) - placeOf(b));
