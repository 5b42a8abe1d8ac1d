import type { Operations } from '../../contract/index.ts';
import type { Caller, Input, Reply } from '../../contract/shared/operation.ts';
import {
  DEFAULT_PRIORITY,
  DEFAULT_WEIGHT,
  type MessageProvider,
  PRIMARY,
} from '../../domain/providers/messageProvider.ts';
import { providerFields } from '../../domain/providers/providerFields.ts';
import { fromTelephony, toTelephony } from '../../domain/providers/telephonySettings.ts';
import { Fault, fault } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { addProvider, allProviders, changeProvider, findProvider, type ProviderStep } from './changeProvider.ts';
import { removeProvider, switched } from './messageProviders.ts';
import { sendTest } from './testProvider.ts';

type Resource = Reply<Operations['getTelephonyProvider']>;
type Request = Input<Operations['createTelephonyProvider']>['body'];
type NewFields = Partial<Pick<MessageProvider, 'name' | 'priority' | 'weight' | 'enabled' | 'routes'>>;

const TYPE = 'twilio';
const PATH = '/api/v1/telephony-providers';

/** Those that Okta has words for: Twilio accounts. The others are at /api/v1/message-providers. */
export const listTelephonyProviders: Handler<'listTelephonyProviders'> = async (services) =>
  (await allProviders(services)).filter(({ type }) => type === TYPE).map(describe);

/** The first one is the primary one. */
export const createTelephonyProvider: Handler<'createTelephonyProvider'> = async (services, { body, caller }) => {
  const { providerName, providerCapability = 'ALL', providerSid } = body;
  if (providerName !== 'TWILIO') {
    throw invalid(
      'providerName',
      providerName === 'TELESIGN'
        ? 'providerName: There is no TELESIGN here; POST /api/v1/message-providers takes other vendors'
        : 'providerName: TWILIO',
    );
  }
  if (providerCapability !== 'ALL') throw invalid('providerCapability', 'providerCapability: ALL');
  const all = await allProviders(services);
  const priority = all.some(isPrimary) ? DEFAULT_PRIORITY : PRIMARY;
  const fields = fieldsOf(services, body, undefined, { name: `Twilio ${providerSid ?? ''}`, priority });
  const provider = await addProvider(services, caller, fields);
  return describe(provider);
};

export const getTelephonyProvider: Handler<'getTelephonyProvider'> = async (services, { params }) =>
  describe(await find(services, params.customTelephonyProviderId));

/** New credentials or another sender; what is left out stays. */
export const updateTelephonyProvider: Handler<'updateTelephonyProvider'> = async (services, { params, body, caller }) =>
  change(services, caller, params.customTelephonyProviderId, (known) => {
    if ((body.providerName ?? 'TWILIO') !== 'TWILIO')
      throw invalid('providerName', 'providerName: It is TWILIO and cannot be changed');
    const fields = fieldsOf(services, body, known);
    const lastUpdated = services.now();
    return { event: 'cofactor.message_provider.update', provider: { ...known, ...fields, lastUpdated } };
  });

export const deleteTelephonyProvider: Handler<'deleteTelephonyProvider'> = async (services, { params, caller }) => {
  const { id } = await find(services, params.customTelephonyProviderId);
  await removeProvider(services, caller, id, PATH);
  return {};
};

export const activateTelephonyProvider: Handler<'activateTelephonyProvider'> = (services, { params, caller }) =>
  change(services, caller, params.customTelephonyProviderId, async (known) => {
    const others = (await allProviders(services)).filter((one) => one.id !== known.id && isPrimary(one));
    // Another has become the primary one while it was away.
    const priority = known.priority === PRIMARY && others.length > 0 ? DEFAULT_PRIORITY : known.priority;
    return switched(services, { ...known, priority }, true);
  });

/** Okta's documentation: of two active ones only the secondary can be deactivated. */
export const deactivateTelephonyProvider: Handler<'deactivateTelephonyProvider'> = (services, { params, caller }) =>
  change(services, caller, params.customTelephonyProviderId, async (known) => {
    const others = (await allProviders(services)).filter((one) => one.id !== known.id && one.enabled && isPhone(one));
    if (isPrimary(known) && others.length > 0) {
      const [other] = others.filter(({ type }) => type === TYPE);
      throw invalid(
        'telephonyProvider',
        `It is the primary provider while others are active; POST ${PATH}/${other?.id ?? '…'}/setAsPrimary first.`,
      );
    }
    return switched(services, known, false);
  });

/** The one that is tried first; whichever was, is no longer. */
export const setPrimaryTelephonyProvider: Handler<'setPrimaryTelephonyProvider'> = (services, { params, caller }) =>
  change(services, caller, params.customTelephonyProviderId, async (known) => {
    if (!known.enabled) {
      throw invalid('telephonyProvider', `It is inactive; POST ${PATH}/${known.id}/lifecycle/activate first.`);
    }
    const lastUpdated = services.now();
    const others = (await services.store.messageProviders.list())
      .filter((one) => one.id !== known.id && one.priority === PRIMARY && isPhone(one))
      .map((one) => ({ ...one, priority: DEFAULT_PRIORITY, lastUpdated }));
    const provider = { ...known, priority: PRIMARY, lastUpdated };
    return { event: 'cofactor.message_provider.update', provider, others };
  });

/** One message, as Okta has it: 204 or what was wrong. */
export const testTelephonyProvider: Handler<'testTelephonyProvider'> = async (services, { params, body, caller }) => {
  const provider = await find(services, params.customTelephonyProviderId);
  const channel = provider.channels.find((one) => one.toUpperCase() === body.factor);
  if (!channel) {
    throw invalid('factor', `factor: One of ${provider.channels.map((one) => one.toUpperCase()).join(', ')}`);
  }
  const { result, reason } = await sendTest(services, caller, provider, channel, body.phoneNumber ?? '');
  if (result !== 'ACCEPTED') throw invalid('telephonyProvider', `The message was not sent: ${reason ?? result}`);
  return {};
};

function fieldsOf(
  { providers }: Services,
  body: Request,
  known: MessageProvider | undefined,
  { name, priority, weight = DEFAULT_WEIGHT, enabled = true, routes }: NewFields = known ?? {},
) {
  const { settings, channels, wrong } = fromTelephony(body, known);
  if (wrong.length > 0) throw invalid('providerSettings', ...wrong);
  const fields = providerFields(providers.types, {
    type: TYPE,
    weight,
    enabled,
    channels: [...channels],
    settings,
    ...(name !== undefined && { name }),
    ...(priority !== undefined && { priority }),
    ...(routes && { routes: { countries: [...routes.countries], prefixes: [...routes.prefixes] } }),
  });
  if (fields instanceof Fault) {
    const inOktasWords = (cause: string) =>
      cause.replace('settings.accountSid', 'providerSid').replace('settings.authToken', 'providerAuthToken');
    throw invalid('telephonyProvider', ...fields.causes.map(inOktasWords));
  }
  return fields;
}

async function change(services: Services, caller: Caller, id: string, step: ProviderStep): Promise<Resource> {
  await find(services, id);
  return describe(await changeProvider(services, caller, id, step));
}

async function find(services: Services, id: string): Promise<MessageProvider> {
  const provider = await findProvider(services, id);
  if (provider.type === TYPE) return provider;
  throw fault('notFound', { id, type: 'MessageProvider' }).because(`GET /api/v1/message-providers/${id} shows it.`);
}

const invalid = (subject: string, ...causes: readonly string[]): Fault =>
  fault('validation', { subject }).because(...causes);

const isPhone = ({ channels }: MessageProvider) => channels.some((channel) => channel !== 'email');
const isPrimary = (provider: MessageProvider) => provider.enabled && provider.priority === PRIMARY && isPhone(provider);

function describe(provider: MessageProvider): Resource {
  const { id, enabled, settings } = provider;
  return {
    id,
    isPrimaryProvider: isPrimary(provider),
    enabled,
    providerCapability: 'ALL',
    providerName: 'TWILIO',
    providerSid: String(settings.accountSid),
    providerSettings: toTelephony(provider),
  };
}
