import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { Links, None } from '../shared/primitives.ts';

const Path = Type.Object({ factorId: Type.String() });
const factors = '/api/v1/org/factors' as const;

/** A kind of factor as the older API names it: `okta_sms`, `google_otp`, … */
const OrgFactorResource = Type.Object({
  id: Type.String(),
  factorType: Type.String(),
  provider: Type.String(),
  vendorName: Type.String(),
  status: Type.Enum(['ACTIVE', 'INACTIVE']),
  _links: Links,
});

const shared = { query: None, body: None, status: 200 } as const;

/** The older view of the same switches as `/api/v1/authenticators` (fact 55): one for each kind of factor. */
export const orgFactorOperations = {
  listOrgFactors: operation({
    ...shared,
    method: 'GET',
    path: factors,
    scope: 'okta.authenticators.read',
    summary: 'List all factors of the organization',
    params: None,
    reply: Type.Array(OrgFactorResource),
    errors: [],
  }),
  getOrgFactor: operation({
    ...shared,
    method: 'GET',
    path: `${factors}/:factorId`,
    scope: 'okta.authenticators.read',
    summary: 'Retrieve a factor of the organization',
    params: Path,
    reply: OrgFactorResource,
    errors: ['notFound'],
  }),
  activateOrgFactor: operation({
    ...shared,
    method: 'POST',
    path: `${factors}/:factorId/lifecycle/activate`,
    scope: 'okta.authenticators.manage',
    summary: 'Activate a factor of the organization',
    params: Path,
    reply: OrgFactorResource,
    errors: ['notFound', 'validation'],
  }),
  deactivateOrgFactor: operation({
    ...shared,
    method: 'POST',
    path: `${factors}/:factorId/lifecycle/deactivate`,
    scope: 'okta.authenticators.manage',
    summary: 'Deactivate a factor of the organization',
    params: Path,
    reply: OrgFactorResource,
    errors: ['notFound', 'validation', 'authenticatorInUse'],
  }),
} as const;
