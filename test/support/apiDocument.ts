import { Compile } from 'typebox/schema';
import { openApi } from '../../src/contract/openapi/openapi.ts';

// biome-ignore lint/suspicious/noExplicitAny: the document is looked into as what it is, JSON
export type Document = any;

/** The document as a caller reads it, after its trip through JSON. */
export const apiDocument: Document = JSON.parse(
  JSON.stringify(openApi({ publicUrl: 'https://cofactor.test', version: '1' })),
);

const compiled = new Map<string, { Check(value: unknown): boolean; Errors(value: unknown): unknown }>();

/** The faults of a value by a named schema of the document; undefined when it has none. */
export function wrongBy(schema: object, value: unknown): string | undefined {
  const key = JSON.stringify(schema);
  let validator = compiled.get(key);
  if (!validator) {
    validator = Compile({ components: apiDocument.components, ...schema } as never);
    compiled.set(key, validator);
  }
  return validator.Check(value) ? undefined : JSON.stringify(validator.Errors(value));
}

export const named = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

interface Operation {
  readonly requestBody?: Document;
  readonly responses: Document;
}

/** The operation that answers this method and path, as the document has it. */
export function operationAt(method: string, path: string): Operation {
  const parts = (path.split('?')[0] ?? '').split('/');
  const fits = (template: string) => {
    const wanted = template.split('/');
    return wanted.length === parts.length && wanted.every((part, at) => part.startsWith('{') || part === parts[at]);
  };
  const fixedParts = (template: string) => template.split('/').filter((part) => !part.startsWith('{')).length;
  const [template] = Object.keys(apiDocument.paths)
    .filter(fits)
    .sort((a, b) => fixedParts(b) - fixedParts(a));
  const found = template && apiDocument.paths[template][method.toLowerCase()];
  if (!found) throw new Error(`the document has no ${method} ${path}`);
  return found;
}

/** The schema of what that operation answers with this status; undefined: no body. */
export function replySchema({ responses }: Operation, status: number): object | undefined {
  const response = responses[status];
  if (!response) throw new Error(`the document has no ${status}`);
  const name = /[^/]+$/.exec(response.$ref ?? '')?.[0];
  return (name ? apiDocument.components.responses[name] : response).content?.['application/json'].schema;
}
