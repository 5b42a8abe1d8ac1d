import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { Links, None } from '../shared/primitives.ts';

/** Facts about the organization that anybody may know: SDKs and Terraform's provider ask for them first (fact 233). */
export const organizationOperations = {
  getWellknownOrgMetadata: operation({
    method: 'GET',
    path: '/.well-known/okta-organization',
    scope: 'public',
    summary: 'Retrieve the organization metadata',
    description: 'Tells the organization’s id and that it is an Identity Engine one. Needs no token.',
    params: None,
    query: None,
    body: None,
    status: 200,
    reply: Type.Object({
      id: Type.String(),
      pipeline: Type.Literal('idx'),
      settings: Type.Object({
        analyticsCollectionEnabled: Type.Boolean(),
        bugReportingEnabled: Type.Boolean(),
        omEnabled: Type.Boolean(),
      }),
      _links: Links,
    }),
    errors: [],
    forOktaClients: true,
  }),
} as const;
