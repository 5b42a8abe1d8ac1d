import { timingSafeEqual } from 'node:crypto';
import type { Invitation } from '../../domain/device.ts';
import type { Context } from '../../domain/kind.ts';

const TOKEN_BYTES = 32;
const LIFETIME = Temporal.Duration.from({ minutes: 10 });

/** A fresh invitation for one device; ten minutes, as Okta's example has it (fact 21). */
export function newInvitation({ random, now }: Pick<Context, 'random' | 'now'>): Invitation {
  const secret = () => Buffer.from(random(TOKEN_BYTES)).toString('base64url');
  return { token: secret(), qr: secret(), expires: now.add(LIFETIME).toString({ smallestUnit: 'second' }) };
}

export function sameSecret(known: string, given: string): boolean {
  const [a, b] = [Buffer.from(known), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
