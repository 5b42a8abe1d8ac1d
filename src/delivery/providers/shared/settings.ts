import { type TSchemaOptions, Type } from 'typebox';

interface TextOptions extends TSchemaOptions {
  readonly pattern?: string;
  readonly default?: string;
}

/** A setting that may be shown. */
export const text = (title: string, description: string, options: TextOptions = {}) =>
  Type.String({ title, description, minLength: 1, maxLength: 500, ...options });

/** A setting that is sealed at rest and never returned. */
export const secret = (title: string, description: string) =>
  Type.String({ title, description, minLength: 1, maxLength: 10_000, format: 'password' });

/** A setting that is on or off. */
export const flag = (title: string, description: string) => Type.Optional(Type.Boolean({ title, description }));

/** The setting for the base URL of a vendor's API: the standard one unless that of a region or proxy is given. */
export const baseUrl = (standard?: string) =>
  Type.Optional(
    text('Base URL', 'Address of the API, for another region or a proxy', {
      pattern: '^https?://[^\\s?#]+$',
      ...(standard !== undefined && { default: standard }),
    }),
  );

/** The form of all settings; an unknown one is a mistake of spelling, and said so. */
export const form = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** A path on the configured host, or on the vendor's own. */
export const at = (configured: string | undefined, standard: string, path: string): string =>
  `${(configured ?? standard).replace(/\/+$/, '')}${path}`;
