import { inFolder, type Wanted } from './wanted.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders of Okta's templates.
const TEXT = 'Your ${org.name} code is ${code}';

/** A template's life in one channel; calls and e-mails are this service's own. */
function templates(channel: 'Sms' | 'Call' | 'Email'): readonly Wanted[] {
  const type = `${channel.toUpperCase()}_VERIFY_CODE`;
  const body = { name: 'Postman', type, template: TEXT, ...(channel === 'Email' && { subject: 'Your code' }) };
  const changed = (name: string) => [`reply.name === '${name}'`];
  return inFolder(channel === 'Sms' ? 'Templates' : `Templates: ${channel.toLowerCase()}`, [
    { operation: `create${channel}Template`, body, keep: { templateId: 'reply.id' } },
    { operation: `get${channel}Template`, holds: changed('Postman') },
    { operation: `list${channel}Templates`, holds: ['reply.length > 1'] },
    { operation: `update${channel}Template`, body: { name: 'Once' }, holds: changed('Once') },
    { operation: `replace${channel}Template`, body: { ...body, name: 'Again' }, holds: changed('Again') },
    { operation: `delete${channel}Template` },
  ]);
}

/** The texts of messages. */
export const allTemplates: readonly Wanted[] = [...templates('Sms'), ...templates('Call'), ...templates('Email')];
