import { Type } from 'typebox';
import { instance } from '../shared/instance.ts';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import {
  TelephonyProviderRequest,
  TelephonyProviderResource,
  TelephonyProviderUpdate,
  TelephonyTestRequest,
} from './telephonyProvider.ts';

const ProviderPath = Type.Object({ customTelephonyProviderId: Type.String() });
const providers = '/api/v1/telephony-providers' as const;
const one = `${providers}/:customTelephonyProviderId` as const;
const provider = instance({
  path: one,
  scopes: 'okta.customTelephonyProvider',
  params: ProviderPath,
  resource: TelephonyProviderResource,
  errors: ['notFound', 'validation', 'tooManyRequests'],
});

/** Okta's own API of telephony providers (fact 193): the message providers that it has words for. */
export const telephonyProviderOperations = {
  listTelephonyProviders: operation({
    method: 'GET',
    path: providers,
    scope: 'okta.customTelephonyProvider.read',
    summary: 'List all custom telephony providers',
    params: None,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(TelephonyProviderResource),
    errors: [],
  }),
  createTelephonyProvider: operation({
    method: 'POST',
    path: providers,
    scope: 'okta.customTelephonyProvider.manage',
    summary: 'Create a custom telephony provider',
    params: None,
    query: None,
    body: TelephonyProviderRequest,
    status: 201,
    reply: TelephonyProviderResource,
    errors: ['validation'],
  }),
  getTelephonyProvider: provider.read('Retrieve a custom telephony provider'),
  updateTelephonyProvider: provider.change(
    'PATCH',
    'Update a custom telephony provider credential',
    TelephonyProviderUpdate,
  ),
  deleteTelephonyProvider: provider.remove('Delete a custom telephony provider'),
  activateTelephonyProvider: provider.step('lifecycle/activate', 'Activate a custom telephony provider'),
  deactivateTelephonyProvider: provider.step('lifecycle/deactivate', 'Deactivate a custom telephony provider'),
  setPrimaryTelephonyProvider: provider.step('setAsPrimary', 'Set a custom telephony provider as the primary one'),
  testTelephonyProvider: operation({
    method: 'POST',
    path: `${one}/test`,
    scope: 'okta.customTelephonyProvider.manage',
    summary: 'Send a test message from a custom telephony provider',
    params: ProviderPath,
    query: None,
    body: TelephonyTestRequest,
    status: 204,
    reply: None,
    errors: ['notFound', 'validation', 'invalidPhone', 'smsTooSoon', 'callTooSoon', 'emailTooSoon'],
  }),
} as const;
