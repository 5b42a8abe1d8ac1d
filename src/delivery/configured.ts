import { Value } from 'typebox/value';
import type { MessageProvider, ProviderSettings } from '../domain/providers/messageProvider.ts';
import type { Provider } from './provider.ts';

/** A provider that is ready to be asked: its configuration and the program's part that speaks its language. */
export interface ConfiguredProvider extends Omit<MessageProvider, 'type'> {
  readonly type: Provider;
  /** The address that the vendor can report deliveries to. */
  readonly webhookUrl?: string;
}

/** The rule of a type for its settings, by the type's id. */
type ProviderTypes = readonly Provider[];

/**
 * A configuration with its type; undefined when this program does not know the type or no longer takes the settings.
 */
export function configure(
  types: ProviderTypes,
  provider: MessageProvider,
  webhookUrl?: string,
): ConfiguredProvider | undefined {
  const type = types.find(({ id }) => id === provider.type);
  if (!type || !Value.Check(type.settings, provider.settings)) return undefined;
  const reportable = type.report && webhookUrl !== undefined;
  return { ...provider, type, settings: provider.settings as ProviderSettings, ...(reportable && { webhookUrl }) };
}
