import { hash } from 'node:crypto';
import type { Limit } from '../budgets/budgets.ts';
import { ASSERTION_LIFETIME, type JudgedAssertion } from './clientAssertion.ts';
import { PROOF_LIFETIME } from './dpopProof.ts';

/** Whatever is heard once is known by a digest: ids are texts of others, of whatever length and content. */
const digest = (text: string): string => hash('sha256', text, 'base64url');

/**
 * A client assertion by its `jti`, or by what was signed where it has none: it is accepted once, by whichever process. The
 * signature is not part of it, for one of ECDSA can be changed and still holds.
 */
export const assertionOnce = (clientId: string, text: string, { jti }: JudgedAssertion): Limit => ({
  key: `assertion:${clientId}:${digest(jti ?? text.slice(0, text.lastIndexOf('.')))}`,
  rule: { type: 'window', max: 1, per: ASSERTION_LIFETIME.add({ minutes: 1 }) },
  error: 'tooManyRequests',
});

/** A proof of possession by its key and `jti`: it is accepted once, by whichever process (RFC 9449 section 11.1). */
export const proofOnce = (thumbprint: string, jti: string): Limit => ({
  key: `dpop:${thumbprint}:${digest(jti)}`,
  rule: { type: 'window', max: 1, per: PROOF_LIFETIME.add({ minutes: 2 }) },
  error: 'tooManyRequests',
});
