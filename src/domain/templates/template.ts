import type { Channel } from '../messages/message.ts';

/** An administrator's wording of a message, with its translations (facts 171 to 178). */
export interface MessageTemplate {
  readonly id: string;
  readonly channel: Channel;
  readonly name: string;
  /** The type as it was sent (fact 237); absent in templates stored before it was kept: that of the channel. */
  readonly type?: string;
  /** The text for languages without a translation. Counts as English. */
  readonly texts: Texts;
  /** By language, as the administrator wrote it: `nl`, `nl_NL`, `nl-NL`. */
  readonly translations: Readonly<Record<string, Texts>>;
  readonly created: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
  /** Counts writes; a save happens only when it still matches. */
  readonly version: number;
}

/** One message in one language, with macros where values go. */
export interface Texts {
  /** The text of a text message, of the plain part of an e-mail, or of a call. */
  readonly template: string;
  /** The subject of an e-mail. */
  readonly subject?: string;
  /** The HTML of an e-mail; without it the plain text is shown as it is. */
  readonly html?: string;
}

/** The words chosen for one message: what its record names and its rendering fills in. */
export interface Wording {
  /** The template they are from; `default` for the built-in one. */
  readonly templateId: string;
  /** The language (BCP 47) of the translation they are from; absent for the template's own text. */
  readonly language?: string;
  readonly texts: Texts;
  /** The value of `${org.name}`. */
  readonly orgName: string;
}

/** Changes of templates. */
export type TemplateWrite =
  | { readonly do: 'insertTemplate'; readonly template: MessageTemplate }
  | { readonly do: 'saveTemplate'; readonly template: MessageTemplate }
  | { readonly do: 'removeTemplate'; readonly channel: Channel; readonly id: string };

/** The id of the template that is not stored and cannot be changed (facts 8, 171). */
export const DEFAULT_TEMPLATE = 'default';
