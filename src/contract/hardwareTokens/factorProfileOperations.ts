import { Type } from 'typebox';
import { instance } from '../shared/instance.ts';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { FactorProfileRequest, FactorProfileResource } from './factorProfile.ts';

const ProfilePath = Type.Object({ profileId: Type.String() });
const profiles = '/api/v1/org/factors/hotp/profiles' as const;
const profile = instance({
  path: `${profiles}/:profileId`,
  scopes: 'okta.authenticators',
  params: ProfilePath,
  resource: FactorProfileResource,
  errors: ['notFound', 'validation'],
});

/** Profiles of custom one-time-password tokens, where Okta's console and its Terraform provider have them. */
export const factorProfileOperations = {
  listFactorProfiles: operation({
    method: 'GET',
    path: profiles,
    scope: 'okta.authenticators.read',
    summary: 'List all factor profiles',
    params: None,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(FactorProfileResource),
    errors: [],
  }),
  createFactorProfile: operation({
    method: 'POST',
    path: profiles,
    scope: 'okta.authenticators.manage',
    summary: 'Create a factor profile',
    params: None,
    query: None,
    body: FactorProfileRequest,
    status: 200,
    reply: FactorProfileResource,
    errors: ['validation'],
  }),
  getFactorProfile: profile.read('Retrieve a factor profile'),
  replaceFactorProfile: profile.change('PUT', 'Rename a factor profile', FactorProfileRequest),
  deleteFactorProfile: profile.remove('Delete a factor profile that no factor uses'),
} as const;
