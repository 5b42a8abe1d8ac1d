import type { TSchema } from 'typebox';
import type { Operations } from '../../contract/index.ts';
import type { EventType } from '../../contract/log/events.ts';
import type { Caller, Reply } from '../../contract/shared/operation.ts';
import type { MessageProvider } from '../../domain/providers/messageProvider.ts';
import { providerFields } from '../../domain/providers/providerFields.ts';
import { type Fault, fault, orThrow } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { addProvider, allProviders, changeProvider, findProvider } from './changeProvider.ts';
import { describeProvider, isUsable } from './describeProvider.ts';

/** All of them; there are as many as vendors, so there are no pages. */
export const listMessageProviders: Handler<'listMessageProviders'> = async (services) =>
  (await allProviders(services)).map((provider) => describeProvider(services, provider));

/** Lists the types of providers that can be set up, with the form of their settings. */
export const listMessageProviderTypes: Handler<'listMessageProviderTypes'> = async ({ providers }) =>
  providers.types.map(({ id, label, channels, settings }) => ({
    id,
    label,
    channels: [...channels],
    settings: settings as TSchema & Record<string, unknown>,
  }));

export const createMessageProvider: Handler<'createMessageProvider'> = async (services, { body, caller }) => {
  const fields = checked(services, providerFields(services.providers.types, body));
  const provider = await addProvider(services, caller, fields);
  return describeProvider(services, provider);
};

export const getMessageProvider: Handler<'getMessageProvider'> = async (services, { params }) =>
  describeProvider(services, await findProvider(services, params.providerId));

/** Whole, but for secrets: nobody is shown them, so nobody can send them back. */
export const replaceMessageProvider: Handler<'replaceMessageProvider'> = async (services, { params, body, caller }) => {
  const provider = await changeProvider(services, caller, params.providerId, (known) => {
    const { name, enabled } = known;
    const fields = checked(services, providerFields(services.providers.types, { name, enabled, ...body }, known));
    const lastUpdated = services.now();
    return { event: 'cofactor.message_provider.update', provider: { ...known, ...fields, lastUpdated } };
  });
  return describeProvider(services, provider);
};

/** Only an inactive one: what carries messages is not to vanish by a slip. */
export const deleteMessageProvider: Handler<'deleteMessageProvider'> = async (services, { params, caller }) => {
  await removeProvider(services, caller, params.providerId, '/api/v1/message-providers');
  return {};
};

export const activateMessageProvider: Handler<'activateMessageProvider'> = (services, { params, caller }) =>
  lifecycle(services, caller, params.providerId, true);

export const deactivateMessageProvider: Handler<'deactivateMessageProvider'> = (services, { params, caller }) =>
  lifecycle(services, caller, params.providerId, false);

async function lifecycle(
  services: Services,
  caller: Caller,
  id: string,
  enabled: boolean,
): Promise<Reply<Operations['getMessageProvider']>> {
  const provider = await changeProvider(services, caller, id, (known) => switched(services, known, enabled));
  return describeProvider(services, provider);
}

/** On or off; one that cannot be used cannot be switched on. */
export function switched(services: Services, known: MessageProvider, enabled: boolean) {
  if (enabled && !isUsable(services.providers, known)) {
    throw fault('validation', { subject: 'messageProvider' }).because(
      `Its type or settings are not known to this version; PUT /api/v1/message-providers/${known.id} sets it up anew.`,
    );
  }
  const event: EventType = enabled ? 'cofactor.message_provider.activate' : 'cofactor.message_provider.deactivate';
  const lastUpdated = known.enabled === enabled ? known.lastUpdated : services.now();
  return { event, provider: { ...known, enabled, lastUpdated } };
}

/** Removes an inactive one; `collection` is where the caller would deactivate it. */
export async function removeProvider(
  services: Services,
  caller: Caller,
  id: string,
  collection: string,
): Promise<void> {
  await changeProvider(services, caller, id, (known) => {
    if (!known.enabled) return { event: 'cofactor.message_provider.delete', provider: undefined };
    throw fault('validation', { subject: 'messageProvider' }).because(
      `It is active; POST ${collection}/${id}/lifecycle/deactivate first.`,
    );
  });
}

/** The fields, unless they are none, or lead to where nobody may send us (SSRF). */
function checked<T extends Pick<MessageProvider, 'type' | 'settings'>>({ providers }: Services, fields: T | Fault): T {
  const given = orThrow<T>(fields);
  const wrong = providers.problems(given);
  if (wrong.length > 0) throw fault('validation', { subject: 'messageProvider' }).because(...wrong);
  return given;
}
