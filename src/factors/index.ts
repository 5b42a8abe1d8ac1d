import type { kindContracts } from '../contract/factors.ts';
import type { AnyKind, FactorKind } from '../domain/kind.ts';
import { sms } from './sms/sms.ts';

type Contract = (typeof kindContracts)[number];
type ByKey = { [C in Contract as `${C['factorType']}/${C['provider']}`]: C };

/** Every kind this service knows. A contract without an implementation does not compile. */
// biome-ignore lint/suspicious/noExplicitAny: each kind has types of its own
const kinds: { readonly [K in keyof ByKey]: FactorKind<ByKey[K], any, any, any> } = {
  'sms/OKTA': sms,
};

const byKey: ReadonlyMap<string, AnyKind> = new Map(Object.entries(kinds));

export const allKinds: readonly AnyKind[] = [...byKey.values()];

export function kindOf(factorType: string, provider: string): AnyKind | undefined {
  return byKey.get(`${factorType}/${provider}`);
}
