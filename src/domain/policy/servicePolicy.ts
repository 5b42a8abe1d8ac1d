import { defaultPolicy, type Policy } from './policy.ts';

/** The settings that whoever starts a service may leave out. */
type Given = Pick<Policy, 'issuer' | 'guard'> &
  Partial<Pick<Policy, 'defaultCountry' | 'fixedCode' | 'unnamedCallers'>>;

/** The policy of a service: what it was started with, and the defaults of all else. */
export const servicePolicy = (
  { issuer, guard, defaultCountry, fixedCode, unnamedCallers }: Given,
  fido: Pick<Policy['fido'], 'relyingParty' | 'metadata'>,
): Policy => ({
  ...defaultPolicy,
  issuer,
  guard,
  fido: { ...defaultPolicy.fido, ...fido },
  ...(defaultCountry && { defaultCountry }),
  ...(fixedCode && { fixedCode }),
  ...(unnamedCallers && { unnamedCallers }),
});
