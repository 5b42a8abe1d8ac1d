import type { Channel } from '../../domain/messages/message.ts';
import { document, integer, table, text } from './table.ts';

export const messageTemplates = table('message_templates', {
  channel: text<Channel>(),
  id: text(),
  document: document(),
  created_at: text(),
  updated_at: text(),
  version: integer(),
});
