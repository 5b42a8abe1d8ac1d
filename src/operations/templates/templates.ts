import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { TemplateRequest, TemplateResource } from '../../contract/templates/template.ts';
import type { Channel } from '../../domain/messages/message.ts';
import { DEFAULT_TEMPLATE, type MessageTemplate } from '../../domain/templates/template.ts';
import { type TemplateFields, templateFields } from '../../domain/templates/templateFields.ts';
import { type Fault, fault, orThrow } from '../../domain/values/fault.ts';
import type { Write } from '../../store/change.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { defaultTemplate, describeTemplate } from './describeTemplate.ts';

interface One {
  readonly params: { readonly templateId: string };
  readonly caller: Caller;
}
interface Listing {
  readonly query: { readonly templateType?: string };
}
interface Sent<C extends Channel> {
  readonly body: TemplateRequest<C>;
  readonly caller: Caller;
}

/** The handlers of one channel's templates (facts 171 to 180). */
export function templateHandlers<C extends Channel>(channel: C) {
  const describe = (template: MessageTemplate) => describeTemplate(channel, template);

  async function find({ store }: Services, id: string): Promise<MessageTemplate> {
    if (id === DEFAULT_TEMPLATE) throw unchangeable(channel);
    const template = await store.templates.byId(channel, id);
    if (!template) throw missing(channel, id);
    return template;
  }

  /** Changes what is there now; when somebody else did in between, what they left. */
  async function change(
    services: Services,
    { params, caller }: One,
    fieldsOf: (before: MessageTemplate) => TemplateFields,
  ): Promise<TemplateResource<C>> {
    return untilWritten('template', async () => {
      const before = await find(services, params.templateId);
      const template = { ...before, ...fieldsOf(before), lastUpdated: services.now() };
      const event = logged('update', template, caller, template.lastUpdated);
      const applied = await services.store.apply([{ do: 'saveTemplate', template }, event]);
      return applied === 'done' ? describe(template) : undefined;
    });
  }

  return {
    /** The default first, then in the order they were made. */
    list: async ({ store, now }: Services, { query }: Listing): Promise<TemplateResource<C>[]> =>
      [defaultTemplate(channel, now()), ...(await store.templates.list(channel))]
        .map(describe)
        .filter(({ type }) => query.templateType === undefined || type === query.templateType),

    async create(services: Services, { body, caller }: Sent<C>): Promise<TemplateResource<C>> {
      const fields = fieldsIn(services, channel, body);
      const now = services.now();
      const times = { created: now, lastUpdated: now, version: 1 };
      const template: MessageTemplate = { id: services.newId('cst'), channel, ...fields, ...times };
      const event = logged('create', template, caller, now);
      await services.store.apply([{ do: 'insertTemplate', template }, event]);
      return describe(template);
    },

    async get(services: Services, { params }: One): Promise<TemplateResource<C>> {
      const { templateId } = params;
      if (templateId === DEFAULT_TEMPLATE) return describe(defaultTemplate(channel, services.now()));
      return describe(await find(services, templateId));
    },

    update: (services: Services, input: One & Sent<C>): Promise<TemplateResource<C>> =>
      change(services, input, (before) => fieldsIn(services, channel, input.body, before)),

    replace: (services: Services, input: One & Sent<C>): Promise<TemplateResource<C>> =>
      change(services, input, () => fieldsIn(services, channel, input.body)),

    /** One that is gone already is no error (fact 237). */
    async remove(services: Services, { params, caller }: One): Promise<Record<string, never>> {
      const id = params.templateId;
      if (id === DEFAULT_TEMPLATE) throw unchangeable(channel);
      const template = await services.store.templates.byId(channel, id);
      if (!template) return {};
      const event = logged('delete', template, caller, services.now());
      // Stale when another request deleted it first: it is gone, and that is in the log.
      await services.store.apply([{ do: 'removeTemplate', channel, id }, event]);
      return {};
    },
  };
}

function fieldsIn(
  { policy }: Services,
  channel: Channel,
  body: TemplateRequest,
  before?: MessageTemplate,
): TemplateFields {
  const rules = { orgName: policy.issuer, codeLength: policy.codeLength };
  return orThrow(templateFields(channel, body, rules, before));
}

/** Okta takes its own for an application (fact 176). */
const missing = (channel: Channel, id: string): Fault =>
  fault('notFound', { id, type: channel === 'sms' ? 'AppInstance' : 'MessageTemplate' });

const unchangeable = (channel: Channel): Fault =>
  fault('validation', { subject: 'id' }).because(
    'id: The default template cannot be changed or deleted.',
    `Create one of your own with POST /api/v1/templates/${channel} and name it as templateId where you enroll and verify.`,
  );

/** A line of the log about a template; Okta has events for those of e-mails alone (fact 205). */
function logged(
  what: 'create' | 'update' | 'delete',
  { id, channel, name }: MessageTemplate,
  caller: Caller,
  now: Temporal.Instant,
): Write {
  const event: EventType = channel === 'email' ? `system.email.template.${what}` : `cofactor.template.${what}`;
  return logEntry({ caller, now }, { event, detail: { id, channel, name } });
}
