import { isSupportedCountry } from 'libphonenumber-js';
import type { TSchema } from 'typebox';
import type { MessageProviderRequest } from '../../contract/providers/messageProvider.ts';
import type { Channel } from '../messages/message.ts';
import { type Fault, fault } from '../values/fault.ts';
import { DEFAULT_PRIORITY, DEFAULT_WEIGHT, type MessageProvider, type Routes } from './messageProvider.ts';
import { settingsComplaints, withKeptSecrets } from './providerSettings.ts';

/** A provider the program has: what it can carry and the form of its settings. */
export interface ProviderType {
  readonly id: string;
  readonly label: string;
  readonly channels: readonly Channel[];
  readonly settings: TSchema;
}

/** The fields that an administrator sets. */
type ProviderFields = Omit<MessageProvider, 'id' | 'created' | 'lastUpdated' | 'version'>;

/** The fields of a request with their defaults, or everything that is wrong with them at once. */
export function providerFields(
  types: readonly ProviderType[],
  request: MessageProviderRequest,
  known?: MessageProvider,
): ProviderFields | Fault {
  const wrong: string[] = [];
  const type = types.find(({ id }) => id === request.type);
  if (!type) wrong.push(`type: One of ${types.map(({ id }) => id).join(', ')}`);
  const name = (request.name ?? type?.label ?? '').trim();
  if (name === '' || name.length > 100 || /\p{Cc}/u.test(name)) wrong.push('name: 1 to 100 printable characters');
  const { enabled = true, priority = DEFAULT_PRIORITY, weight = DEFAULT_WEIGHT } = request;
  for (const [field, value] of Object.entries({ priority, weight })) {
    if (value < 0 || value > 1_000) wrong.push(`${field}: From 0 to 1000`);
  }
  const channels = channelsOf(request, type, wrong);
  const routes = routesOf(request, channels, wrong);
  const settings = type ? settingsOf(request, type, known, wrong) : {};
  if (!type || wrong.length > 0) return fault('validation', { subject: 'messageProvider' }).because(...wrong);
  return { type: type.id, name, enabled, channels, routes, priority, weight, settings };
}

/** Another provider has the name. */
export const providerNameTaken = (name: string): Fault =>
  fault('validation', { subject: 'messageProvider' }).because(`name: There is already a provider named ${name}`);

function channelsOf(request: MessageProviderRequest, type: ProviderType | undefined, wrong: string[]) {
  const offered = type?.channels ?? [];
  const channels = [...new Set(request.channels ?? offered)];
  if (type && (channels.length === 0 || channels.some((channel) => !offered.includes(channel as Channel)))) {
    wrong.push(`channels: One or more of ${offered.join(', ')}, which is what ${type.label} carries`);
  }
  return channels as readonly Channel[];
}

function routesOf({ routes = {} }: MessageProviderRequest, channels: readonly Channel[], wrong: string[]): Routes {
  const countries = [...new Set((routes.countries ?? []).map((country) => country.toUpperCase()))];
  const prefixes = [...new Set(routes.prefixes ?? [])];
  const country = countries.find((code) => !isSupportedCountry(code));
  if (country !== undefined) wrong.push(`routes.countries: ${country} is no country code of ISO 3166-1 alpha-2`);
  const prefix = prefixes.find((digits) => !/^\+[1-9]\d{0,14}$/.test(digits));
  if (prefix !== undefined) wrong.push(`routes.prefixes: ${prefix} does not begin an E.164 number, as +1802 does`);
  if (countries.length + prefixes.length > 0 && channels.every((channel) => channel === 'email')) {
    wrong.push('routes: Only for phones');
  }
  return { countries, prefixes };
}

function settingsOf(
  request: MessageProviderRequest,
  type: ProviderType,
  known: MessageProvider | undefined,
  wrong: string[],
): MessageProvider['settings'] {
  const given = request.settings ?? {};
  const { settings, refused } =
    known?.type === type.id ? withKeptSecrets(type.settings, given, known.settings) : { settings: given, refused: [] };
  wrong.push(...settingsComplaints(type.settings, settings));
  wrong.push(
    ...refused.map((path) => `settings.${path}: Send it again, because the settings now lead to another address`),
  );
  return settings;
}
