import type { GroupResource } from '../../contract/groups/group.ts';
import type { Group } from '../../domain/groups/group.ts';
import type { Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';

/** A group as the wire shows it. */
export function describeGroup({ links }: Pick<Services, 'links'>, group: Group): GroupResource {
  const { id, type, name, description, created, lastUpdated, lastMembershipUpdated } = group;
  return {
    id,
    created: timestamp(created),
    lastUpdated: timestamp(lastUpdated),
    lastMembershipUpdated: timestamp(lastMembershipUpdated),
    objectClass: ['okta:user_group'],
    type,
    profile: { name, description },
    _links: links.org.group(id),
  };
}
