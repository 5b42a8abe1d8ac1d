import type { Organization } from './organization.ts';

/**
 * The id of the sign-on policy that every service app is under. It is made of the organization's own, so that it stays as long as
 * that does and needs no place in the store.
 */
export const accessPolicyId = ({ id }: Pick<Organization, 'id'>): string => `rst${id.slice(3)}`;
