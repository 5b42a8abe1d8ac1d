import type { Principal } from '../../contract/access/principal.ts';
import { fault } from '../../domain/values/fault.ts';

/** The refusal of a change after which nobody would hold SUPER_ADMIN and be able to act. */
export const lastSuperAdmin = () =>
  fault('forbidden').because(
    'This is the last SUPER_ADMIN who can sign in or has an API token: give somebody else the role first, with POST /api/v1/users/{userId}/roles, or let them sign in once.',
  );

/** Refuses to take access from the person in whose name the caller acts: a mistake would lock them out. */
export function notOneself({ userId }: Principal, target: string): void {
  if (userId !== target) return;
  throw fault('forbidden').because('Nobody takes access from themselves: another administrator has to.');
}
