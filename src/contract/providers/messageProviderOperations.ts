import { Type } from 'typebox';
import { instance } from '../shared/instance.ts';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import {
  MessageProviderRequest,
  MessageProviderResource,
  MessageProviderTest,
  MessageProviderType,
} from './messageProvider.ts';

const ProviderPath = Type.Object({ providerId: Type.String() });
const providers = '/api/v1/message-providers' as const;
const one = `${providers}/:providerId` as const;
const provider = instance({
  path: one,
  scopes: 'cofactor.messageProviders',
  params: ProviderPath,
  resource: MessageProviderResource,
  errors: ['notFound', 'validation', 'tooManyRequests'],
});

/** Providers of messages. Ours: Okta has only those of telephony, see `telephonyProviders.ts`. */
export const messageProviderOperations = {
  listMessageProviders: operation({
    method: 'GET',
    path: providers,
    scope: 'cofactor.messageProviders.read',
    summary: 'List all message providers',
    params: None,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(MessageProviderResource),
    errors: [],
  }),
  listMessageProviderTypes: operation({
    method: 'GET',
    path: `${providers}/types`,
    scope: 'cofactor.messageProviders.read',
    summary: 'List the types of message providers with the form of their settings',
    params: None,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(MessageProviderType),
    errors: [],
  }),
  createMessageProvider: operation({
    method: 'POST',
    path: providers,
    scope: 'cofactor.messageProviders.manage',
    summary: 'Create a message provider',
    params: None,
    query: None,
    body: MessageProviderRequest,
    status: 201,
    reply: MessageProviderResource,
    errors: ['validation'],
  }),
  getMessageProvider: provider.read('Retrieve a message provider'),
  replaceMessageProvider: provider.change(
    'PUT',
    'Replace a message provider; secrets that are left out stay',
    MessageProviderRequest,
  ),
  deleteMessageProvider: provider.remove('Delete a message provider that is inactive'),
  activateMessageProvider: provider.step('lifecycle/activate', 'Activate a message provider'),
  deactivateMessageProvider: provider.step('lifecycle/deactivate', 'Deactivate a message provider'),
  testMessageProvider: operation({
    method: 'POST',
    path: `${one}/test`,
    scope: 'cofactor.messageProviders.manage',
    summary: 'Send a test message through a message provider, and say what it answered',
    params: ProviderPath,
    query: None,
    body: Type.Object({ channel: Type.String(), to: Type.String() }, { additionalProperties: false }),
    status: 200,
    reply: MessageProviderTest,
    errors: ['notFound', 'validation', 'invalidPhone', 'smsTooSoon', 'callTooSoon', 'emailTooSoon'],
  }),
} as const;
