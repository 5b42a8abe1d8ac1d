import type { Factor } from '@cofactor/client';
import { en } from '../texts/en.ts';
import type { TextKey } from '../texts/keys.ts';
import type { Translate } from '../texts/texts.ts';
import type { Tone } from '../ui/Status.tsx';

/** A kind of factor in the reader's language; one that is newer than this console by its own name. */
export function kindName(t: Translate, factorType: string): string {
  const key = `kind.${factorType}`;
  return key in en ? t(key as TextKey) : factorType;
}

/** All kinds of some factors, in words. */
export const kindNames = (t: Translate, factors: readonly { readonly factorType: string }[]): readonly string[] =>
  factors.map(({ factorType }) => kindName(t, factorType));

const tones: Readonly<Record<Factor['status'], Tone>> = {
  ACTIVE: 'good',
  PENDING_ACTIVATION: 'waiting',
  ENROLLED: 'waiting',
  INACTIVE: 'off',
  NOT_SETUP: 'off',
  DISABLED: 'off',
  EXPIRED: 'bad',
};

export const toneOf = ({ status }: Pick<Factor, 'status'>): Tone => tones[status];

/** The detail that tells a factor from others of its kind: the end of a number, an address, the name of a device, a key or a question. */
export function detailOf(factor: Factor): string | undefined {
  const profile: Readonly<Record<string, unknown>> = 'profile' in factor ? { ...factor.profile } : {};
  const { phoneNumber, email, name, authenticatorName, questionText, credentialId } = profile;
  if (typeof phoneNumber === 'string') return `••• ${phoneNumber.slice(-4)}`;
  const named = [authenticatorName, name, email, questionText].find((text) => typeof text === 'string' && text !== '');
  if (named !== undefined) return String(named);
  // A credential's id says nothing to anybody, but a YubiKey's is its serial, and a device's login tells whose.
  return typeof credentialId === 'string' && credentialId.length < 40 ? credentialId : undefined;
}

/** The times of a factor, which some kinds have not. */
export function timesOf(factor: Factor): { readonly created?: string; readonly lastUpdated?: string } {
  const { created, lastUpdated } = factor as { readonly created?: string; readonly lastUpdated?: string };
  return { ...(created !== undefined && { created }), ...(lastUpdated !== undefined && { lastUpdated }) };
}
