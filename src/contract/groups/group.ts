import { type Static, Type } from 'typebox';
import { Links, Timestamp } from '../shared/primitives.ts';

/** Origins of a group: made by an administrator, mirrored from an application, or there from the start. */
export const groupTypes = ['OKTA_GROUP', 'APP_GROUP', 'BUILT_IN'] as const;
export type GroupType = (typeof groupTypes)[number];

/** A group as shown. */
export const GroupResource = Type.Object({
  id: Type.String(),
  created: Timestamp,
  lastUpdated: Timestamp,
  lastMembershipUpdated: Timestamp,
  objectClass: Type.Array(Type.String()),
  type: Type.Enum([...groupTypes]),
  profile: Type.Object({ name: Type.String(), description: Type.String() }),
  _links: Links,
});
export type GroupResource = Static<typeof GroupResource>;
