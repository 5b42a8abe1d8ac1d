import { operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/operation.ts';

/** Seldom called from a program: `client.request` reaches them, and their names would weigh on everybody. */
const leftOut: ReadonlySet<string> = new Set([
  // The same as `activateFactor` without a body, but that it never begins anew.
  'pollFactorActivation',
  'sendFactorActivationEmail',
  'sendFactorActivationSms',
  'listFactorDevices',
  'inviteFactorDevice',
  'removeFactorDevice',
]);

/** Whether the client has a function for an operation. What devices call is none of its business: it has an API token. */
export function isOfClient(id: string): boolean {
  const { statement } = (operations as Readonly<Record<string, Operation>>)[id] ?? {};
  return statement === undefined && !leftOut.has(id);
}
