import type { Channel } from '../domain/messages/message.ts';
import type { Attempt } from '../domain/messages/messageRecord.ts';
import type { MessageProvider } from '../domain/providers/messageProvider.ts';
import type { ProviderType } from '../domain/providers/providerFields.ts';
import type { WebhookReply, WebhookRequest } from './provider.ts';

/** The providers as operations see them. */
export interface Roster {
  /** Which there are in this program. */
  readonly types: readonly ProviderType[];
  /** Those of the process's own configuration. */
  readonly fixed: readonly MessageProvider[];
  /** The faults of settings that are of the form of their type: addresses that must not be reached, patterns that are none. */
  problems(provider: Pick<MessageProvider, 'type' | 'settings'>): readonly string[];
  /** Sends a test message through one of them, whatever its routes are and however it has been doing. */
  test(provider: MessageProvider, message: { readonly channel: Channel; readonly to: string }): Promise<Attempt>;
  /** Reads a vendor's webhook call; undefined when it is not genuine. */
  report(provider: MessageProvider, request: WebhookRequest): WebhookReply | undefined;
  /** The next message is routed by what is stored by then. */
  changed(): void;
}
