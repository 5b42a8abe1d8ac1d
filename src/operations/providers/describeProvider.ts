import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import type { MessageProvider } from '../../domain/providers/messageProvider.ts';
import { secretNames, settingsComplaints, shownSettings } from '../../domain/providers/providerSettings.ts';
import type { Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';

/** A provider as administrators see it: without its secrets. */
export function describeProvider(
  { providers, links }: Services,
  provider: MessageProvider,
): Reply<Operations['getMessageProvider']> {
  const { id, type, name, enabled, channels, routes, priority, weight, settings } = provider;
  const known = providers.types.find((one) => one.id === type);
  return {
    id,
    type,
    name,
    enabled,
    channels: [...channels],
    routes: { countries: [...routes.countries], prefixes: [...routes.prefixes] },
    priority,
    weight,
    // Nobody knows what is secret in the settings of an unknown type.
    settings: known ? shownSettings(known.settings, settings) : {},
    secrets: known ? [...secretNames(known.settings, settings)] : [],
    source: provider.fixed ? 'CONFIGURATION' : 'API',
    status: isUsable(providers, provider) ? (enabled ? 'ACTIVE' : 'INACTIVE') : 'INVALID',
    created: timestamp(provider.created),
    lastUpdated: timestamp(provider.lastUpdated),
    _links: links.org.messageProvider(id, provider.fixed ? undefined : enabled ? 'deactivate' : 'activate'),
  };
}

/** Whether this program can send through it. */
export function isUsable({ types }: Services['providers'], { type, settings }: MessageProvider): boolean {
  const known = types.find(({ id }) => id === type);
  return known !== undefined && settingsComplaints(known.settings, settings).length === 0;
}
