import { operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';

/**
 * Whether the client has a function for an operation. What devices call is none of its business: it has an API token. Nor is what
 * is only there because clients made for Okta ask for it.
 */
export function isOfClient(id: string): boolean {
  const { statement, forOktaClients } = (operations as Readonly<Record<string, Operation>>)[id] ?? {};
  return statement === undefined && !forOktaClients;
}
