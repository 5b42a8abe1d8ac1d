import type { AccessPolicyResource } from '../../contract/org/policy.ts';
import { accessPolicyId } from '../../domain/org/accessPolicy.ts';
import type { Organization } from '../../domain/org/organization.ts';
import type { Links } from '../shared/links.ts';
import { timestamp } from '../shared/timestamp.ts';

/** The type of sign-on policies. */
export const ACCESS_POLICY = 'ACCESS_POLICY';

/** The sign-on policy as it is shown. It says what service apps obey here; there is nothing in it to change. */
export function describeAccessPolicy({ org }: Links, organization: Organization): AccessPolicyResource {
  const id = accessPolicyId(organization);
  const created = timestamp(organization.created);
  return {
    id,
    status: 'ACTIVE',
    name: 'Default Policy',
    description: 'The default policy of all apps: an app proves itself with its key, and no user signs in to it.',
    priority: 1,
    system: true,
    conditions: null,
    created,
    lastUpdated: created,
    _links: org.accessPolicy(id),
    type: ACCESS_POLICY,
  };
}
