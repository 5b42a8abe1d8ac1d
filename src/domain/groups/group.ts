import type { GroupType } from '../../contract/groups/group.ts';
import type { Organization } from '../org/organization.ts';

/** A group of users. */
export interface Group {
  readonly id: string;
  readonly type: GroupType;
  readonly name: string;
  readonly description: string;
  readonly created: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
  readonly lastMembershipUpdated: Temporal.Instant;
}

/** The group that comes with the organization: every user is in it, and nobody can be put in or taken out (fact 234). */
export const everyone = ({ everyoneId, created }: Organization): Group => ({
  id: everyoneId,
  type: 'BUILT_IN',
  name: 'Everyone',
  description: 'All users in your organization',
  created,
  lastUpdated: created,
  lastMembershipUpdated: created,
});
