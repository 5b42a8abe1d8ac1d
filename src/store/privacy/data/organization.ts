import { activeInlineHooks, inlineHooks } from '../../schema/hooks.ts';
import { retention } from '../../schema/privacy.ts';
import { messageProviders } from '../../schema/providers.ts';
import { enrollmentSettings, settings } from '../../schema/settings.ts';
import { messageTemplates } from '../../schema/templates.ts';
import { declare } from './declare.ts';

const REMOVED = 'until an administrator removes it';

/** Settings, which are about nobody. */
export const organization = {
  active_inline_hooks: declare(activeInlineHooks, {
    data: 'which inline hook is called',
    why: 'to call it',
    kept: REMOVED,
    impersonal: ['type', 'hook_id'],
  }),
  inline_hooks: declare(inlineHooks, {
    data: "inline hooks: the organization's own endpoints that send messages",
    why: 'to call them',
    kept: REMOVED,
    secret: { target: 'address, headers and secret, sealed' },
    impersonal: ['id', 'type', 'name', 'created_at', 'updated_at', 'version'],
  }),
  message_providers: declare(messageProviders, {
    data: 'companies that send messages',
    why: 'to send by them',
    kept: REMOVED,
    secret: { settings: 'credentials, sealed' },
    impersonal: [
      ...(['id', 'type', 'name', 'enabled', 'channels', 'routes', 'priority', 'weight'] as const),
      ...(['created_at', 'updated_at', 'version'] as const),
    ],
  }),
  message_templates: declare(messageTemplates, {
    data: 'texts of messages',
    why: 'to write them',
    kept: REMOVED,
    impersonal: ['channel', 'id', 'document', 'created_at', 'updated_at', 'version'],
  }),
  enrollment_settings: declare(enrollmentSettings, {
    data: 'which factors are switched on, and what the policy allows',
    why: 'to allow them',
    kept: 'for ever',
    impersonal: ['id', 'version', 'document'],
  }),
  settings: declare(settings, {
    data: 'facts about the database itself, and secrets shared with outside services, sealed',
    why: 'to know it again, and to ask those services',
    kept: 'for ever',
    secret: { value: 'sealed' },
    impersonal: ['name'],
  }),
  retention: declare(retention, {
    data: 'for how long things are kept',
    why: 'to delete them then',
    kept: 'for ever',
    impersonal: ['name', 'days', 'least_days', 'due_ms', 'next_ms'],
  }),
};
