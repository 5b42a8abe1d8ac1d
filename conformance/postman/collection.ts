import { openApi } from '../../src/contract/openapi/openapi.ts';
import { requests } from './requests/requests.ts';
import type { Wanted } from './requests/wanted.ts';

interface Documented {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly status: number;
}

/** The collection in Postman's format 2.1: paths, methods, names and statuses come from the OpenAPI document. */
export function collection(): object {
  const documented = documentedOperations();
  const folders = [...new Set(requests.map(({ folder }) => folder))];
  const item = folders.map((name) => ({
    name,
    item: requests.filter(({ folder }) => folder === name).map((wanted) => entry(wanted, documented)),
  }));
  return {
    info: {
      name: 'Cofactor',
      description: 'Made by `npm run postman -- --write` from the OpenAPI document; run it with `cofactor dev`.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: {
      type: 'apikey',
      apikey: [
        { key: 'key', value: 'Authorization' },
        { key: 'value', value: 'SSWS {{apikey}}' },
        { key: 'in', value: 'header' },
      ],
    },
    item,
  };
}

/** The environment of development mode, with the names that Okta's own collections have for these. */
export const environment = (url: string, apikey: string): object => ({
  name: 'Cofactor in development mode',
  values: Object.entries({ url, apikey, userId: '', factorId: '' }).map(([key, value]) => ({
    key,
    value,
    enabled: true,
  })),
});

function documentedOperations(): ReadonlyMap<string, Documented> {
  const { paths } = openApi({ publicUrl: 'http://127.0.0.1:8080', version: '1' }) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  };
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, summary, responses }]) => {
        const status = Number(Object.keys(responses).find((code) => code.startsWith('2')));
        return [operationId, { method: method.toUpperCase(), path, summary, status }] as const;
      }),
    ),
  );
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

function entry(wanted: Wanted, documented: ReadonlyMap<string, Documented>): object {
  const { name, operation = '', dev, params = {}, query = {}, body, keep = {}, holds = [] } = wanted;
  const own = dev ? { ...dev, summary: dev.path, status: undefined } : documented.get(operation);
  if (!own) throw new Error(`the document has no operation ${operation}`);
  const status = wanted.status ?? own.status;
  const search = Object.entries(query).map(([key, value]) => `${key}=${value}`);
  // What development mode is asked for has its variables in Postman's own braces.
  const path = dev ? own.path : own.path.replaceAll(/\{(\w+)\}/g, (_, param) => params[param] ?? `{{${param}}}`);
  const raw = `{{url}}${path}${search.length > 0 ? `?${search.join('&')}` : ''}`;
  const test = [
    ...(Object.keys(keep).length + holds.length > 0 ? ['const reply = pm.response.json();'] : []),
    status === undefined
      ? "pm.test('it is done', () => pm.expect(pm.response.code).to.be.within(200, 299));"
      : `pm.test('it answers ${status}', () => pm.response.to.have.status(${status}));`,
    ...holds.map((held) => `pm.test(${JSON.stringify(held)}, () => pm.expect(${held}).to.equal(true));`),
    ...Object.entries(keep).map(([variable, value]) => `pm.environment.set('${variable}', ${value});`),
  ];
  return {
    name: name ?? own.summary,
    request: {
      method: own.method,
      header: [{ key: 'Accept', value: 'application/json' }],
      url: raw,
      ...(wanted.withoutToken && { auth: { type: 'noauth' } }),
      ...(body !== undefined && {
        body: {
          mode: 'raw',
          raw: typeof body === 'string' ? body : JSON.stringify(body, undefined, 2),
          options: { raw: { language: 'json' } },
        },
      }),
    },
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: test } }],
  };
}
