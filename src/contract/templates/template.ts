import { type Static, type TSchema, Type } from 'typebox';
import { Timestamp } from '../shared/primitives.ts';

/** The one type of template a channel has; call and e-mail are our extension (fact 179). */
export const templateTypes = {
  sms: 'SMS_VERIFY_CODE',
  call: 'CALL_VERIFY_CODE',
  email: 'EMAIL_VERIFY_CODE',
} as const;

type TemplateChannel = keyof typeof templateTypes;

const nullable = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

const LANGUAGES = 'by language: ISO 639-1, or a regional form such as nl_NL';
const TEMPLATE = Type.String({ description: `Must have \${code}, may have \${org.name}` });
const SUBJECT = Type.String({ description: `May have \${org.name}, must not have \${code}` });
const HTML = Type.String({ description: 'Made from the plain text where absent; values are escaped' });

const common = { id: Type.String(), name: Type.String(), type: Type.String() };
const times = { created: Timestamp, lastUpdated: Timestamp };
const emailTexts = { subject: SUBJECT, template: TEMPLATE, html: Type.Optional(HTML) };

const commonRequest = {
  name: nullable(Type.String({ description: 'At most 50 characters' })),
  type: nullable(Type.String()),
  // Clients send whole objects back.
  id: Type.Optional(Type.Unknown()),
  created: Type.Optional(Type.Unknown()),
  lastUpdated: Type.Optional(Type.Unknown()),
};

/** A template of text messages or calls: one text a language (fact 172). */
const PhoneTemplate = Type.Object({
  ...common,
  template: TEMPLATE,
  ...times,
  translations: Type.Optional(Type.Record(Type.String(), TEMPLATE, { description: LANGUAGES })),
});

const PhoneTemplateRequest = Type.Object(
  {
    ...commonRequest,
    template: nullable(TEMPLATE),
    translations: nullable(Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]))),
  },
  { additionalProperties: false },
);

/** A template of e-mails: subject, plain text and HTML in each language. */
const EmailTemplate = Type.Object({
  ...common,
  ...emailTexts,
  ...times,
  translations: Type.Optional(Type.Record(Type.String(), Type.Object(emailTexts), { description: LANGUAGES })),
});

const emailTextsRequest = { subject: nullable(SUBJECT), template: nullable(TEMPLATE), html: nullable(HTML) };

const EmailTemplateRequest = Type.Object(
  {
    ...commonRequest,
    ...emailTextsRequest,
    translations: nullable(
      Type.Record(
        Type.String(),
        Type.Union([Type.Object(emailTextsRequest, { additionalProperties: false }), Type.Literal(''), Type.Null()]),
      ),
    ),
  },
  { additionalProperties: false },
);

/** The request and reply schemas of each channel's templates. */
export const templateSchemas = {
  sms: { request: PhoneTemplateRequest, resource: PhoneTemplate },
  call: { request: PhoneTemplateRequest, resource: PhoneTemplate },
  email: { request: EmailTemplateRequest, resource: EmailTemplate },
} as const;

export type TemplateRequest<C extends TemplateChannel = TemplateChannel> = Static<
  (typeof templateSchemas)[C]['request']
>;
export type TemplateResource<C extends TemplateChannel = TemplateChannel> = Static<
  (typeof templateSchemas)[C]['resource']
>;
