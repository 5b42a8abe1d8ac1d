import type { Client } from '../createClient.ts';
import type { Factor } from '../factors.ts';
import type { CallOptions } from '../options.ts';

export type SmsFactor = Extract<Factor, { factorType: 'sms' }>;

/** A user's SMS factors: none, one, or on Cofactor an active one and what is to replace it. */
export async function smsFactors(client: Client, userId: string, options?: CallOptions): Promise<SmsFactor[]> {
  const factors = await client.listFactors({ userId }, options);
  return factors.filter((factor) => factor.factorType === 'sms');
}

/** Numbers are echoed as they were sent: separators do not make another phone. */
export const isSameNumber = (a: string, b: string): boolean => bare(a) === bare(b);

const bare = (number: string): string => number.replace(/[^\d+]/g, '');
