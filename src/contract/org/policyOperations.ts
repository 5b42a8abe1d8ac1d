import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { Anything, None } from '../shared/primitives.ts';
import { AccessPolicyResource, PolicyRequest, PolicyResource } from './policy.ts';

const extensions = { extensions: Type.Optional(Type.Boolean({ 'x-cofactor-extension': true })) };
const Extensions = Type.Object(extensions);
const Path = Type.Object({ policyId: Type.String() });
const policies = '/api/v1/policies' as const;
const AnyPolicy = Type.Union([PolicyResource, AccessPolicyResource]);

/** Which factors users must, may and must not enroll: one policy, for everybody. The sign-on policy of apps can only be read. */
export const policyOperations = {
  listPolicies: operation({
    method: 'GET',
    path: policies,
    scope: 'okta.policies.read',
    summary: 'List all policies',
    params: None,
    query: Type.Object(
      {
        type: Type.Optional(Type.String({ documented: { enum: ['MFA_ENROLL', 'ACCESS_POLICY'] } })),
        status: Type.Optional(Type.String()),
        ...extensions,
      },
      { documented: { required: ['type'] } },
    ),
    body: None,
    status: 200,
    reply: Type.Array(AnyPolicy),
    errors: [],
  }),
  getPolicy: operation({
    method: 'GET',
    path: `${policies}/:policyId`,
    scope: 'okta.policies.read',
    summary: 'Retrieve a policy',
    params: Path,
    query: Extensions,
    body: None,
    status: 200,
    reply: AnyPolicy,
    errors: ['notFound'],
  }),
  replacePolicy: operation({
    method: 'PUT',
    path: `${policies}/:policyId`,
    scope: 'okta.policies.manage',
    summary: 'Replace a policy',
    params: Path,
    query: Extensions,
    body: PolicyRequest,
    status: 200,
    reply: PolicyResource,
    errors: ['notFound'],
  }),
  listPolicyRules: operation({
    method: 'GET',
    path: `${policies}/:policyId/rules`,
    scope: 'okta.policies.read',
    summary: 'List all policy rules',
    description: 'Always empty: neither policy has rules of its own, and none can be made.',
    params: Path,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(Anything),
    errors: ['notFound'],
    forOktaClients: true,
  }),
} as const;
