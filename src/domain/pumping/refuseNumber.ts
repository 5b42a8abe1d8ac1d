import type { NumberType } from 'libphonenumber-js/max';
import type { GuardPolicy } from '../policy/guardPolicy.ts';
import { type Fault, fault } from '../values/fault.ts';
import { NO_COUNTRY, type NumberFacts } from './number.ts';
import { type BlockReason, blockReasons } from './reasons.ts';

/** A message that is kept back: why, and what the caller hears. */
export interface Block {
  readonly reason: BlockReason;
  readonly fault: Fault;
}

/** Nobody reads a code there, and a call costs its caller or its owner. */
const COSTLY: ReadonlySet<NumberType> = new Set([
  'PREMIUM_RATE',
  'SHARED_COST',
  'TOLL_FREE',
  'UAN',
  'PERSONAL_NUMBER',
  'PAGER',
  'VOICEMAIL',
] as const);

/** Numbers that are never written to, whatever was sent before; undefined for all others. */
export function refuseNumber({ countries, valid, type }: NumberFacts, policy: GuardPolicy): Block | undefined {
  if (!valid && policy.invalidNumbers === 'refuse') return block('INVALID_NUMBER');
  if (COSTLY.has(type)) return block('COSTLY_NUMBER');
  const allowed = countries.some((country) => isAllowed(country, policy.countries));
  return allowed ? undefined : block('COUNTRY_NOT_ALLOWED', countries[0]);
}

const isAllowed = (country: string, allowed: readonly string[]): boolean =>
  allowed.includes(country) || (allowed.includes('*') && country !== NO_COUNTRY);

function block(reason: BlockReason, country?: string): Block {
  const { text, next } = blockReasons[reason];
  const named = country === undefined ? text : `${text} (${country})`;
  const known = fault(reason === 'COUNTRY_NOT_ALLOWED' ? 'countryNotAllowed' : 'invalidPhone');
  return { reason, fault: known.because(`${named}: ${next}.`) };
}
