import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { FactorProfileRequest, FactorProfileResource } from './factorProfile.ts';

const None = Type.Object({});
const ProfilePath = Type.Object({ profileId: Type.String() });
const profiles = '/api/v1/org/factors/hotp/profiles' as const;

/** Profiles of custom one-time-password tokens, where Okta's console and its Terraform provider have them. */
export const factorProfileOperations = {
  listFactorProfiles: operation({
    method: 'GET',
    path: profiles,
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
    summary: 'Create a factor profile',
    params: None,
    query: None,
    body: FactorProfileRequest,
    status: 200,
    reply: FactorProfileResource,
    errors: ['validation'],
  }),
  getFactorProfile: operation({
    method: 'GET',
    path: `${profiles}/:profileId`,
    summary: 'Retrieve a factor profile',
    params: ProfilePath,
    query: None,
    body: None,
    status: 200,
    reply: FactorProfileResource,
    errors: ['notFound'],
  }),
  replaceFactorProfile: operation({
    method: 'PUT',
    path: `${profiles}/:profileId`,
    summary: 'Rename a factor profile',
    params: ProfilePath,
    query: None,
    body: FactorProfileRequest,
    status: 200,
    reply: FactorProfileResource,
    errors: ['notFound', 'validation'],
  }),
  deleteFactorProfile: operation({
    method: 'DELETE',
    path: `${profiles}/:profileId`,
    summary: 'Delete a factor profile that no factor uses',
    params: ProfilePath,
    query: None,
    body: None,
    status: 204,
    reply: None,
    errors: ['notFound', 'validation'],
  }),
} as const;
