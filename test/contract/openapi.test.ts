import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { Validator } from '@seriousme/openapi-schema-validator';
import { kindContracts } from '../../src/contract/factors/factors.ts';
import { operations } from '../../src/contract/index.ts';
import { commonErrors, errorCatalogue } from '../../src/contract/shared/errors.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { EXTENSION_PROVIDER } from '../../src/contract/shared/primitives.ts';
import { ownHeaders } from '../../src/http/replies/ownHeaders.ts';
import { apiDocument as document, named, operationAt, wrongBy } from '../support/apiDocument.ts';

const all: readonly [string, Operation][] = Object.entries(operations);
const pathOf = ({ path }: Operation) => path.replace(/:(\w+)/g, '{$1}');
const objectOf = (operation: Operation) => document.paths[pathOf(operation)][operation.method.toLowerCase()];

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(validator.version, '3.1');
});

test('every reference leads somewhere', () => {
  for (const [, path = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = path.split('/').reduce((part, member) => part?.[member], document);
    assert.ok(found, path);
  }
  const used = JSON.stringify(document);
  const unused = Object.entries(document.components)
    .filter(([section]) => section !== 'securitySchemes')
    .flatMap(([section, parts]) => Object.keys(parts as object).map((name) => `#/components/${section}/${name}`))
    .filter((place) => !used.includes(`"${place}"`));
  assert.deepEqual(
    unused.filter((place) => !place.startsWith('#/components/examples/')),
    [],
    'and nothing lies about unused',
  );
});

test('every operation is there once, under its own id, method and path', () => {
  const found = Object.entries<Record<string, { operationId: string }>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
  );
  assert.deepEqual(found.sort(), all.map(([id, o]) => `${id} ${o.method.toLowerCase()} ${pathOf(o)}`).sort());
});

test('the parameters of every operation are those of its path and its query', () => {
  for (const [id, operation] of all) {
    const { parameters = [] } = objectOf(operation);
    const inPath = parameters.filter((one: { in: string }) => one.in === 'path');
    assert.deepEqual(
      inPath.map(({ name, required }: { name: string; required: boolean }) => [name, required]),
      [...operation.path.matchAll(/:(\w+)/g)].map(([, name]) => [name, true]),
      id,
    );
    const inQuery = parameters.filter((one: { in: string }) => one.in === 'query');
    const { properties = {} } = operation.query as { properties?: object };
    assert.deepEqual(
      inQuery.map(({ name }: { name: string }) => name),
      Object.keys(properties),
      id,
    );
    const keyed = parameters.some(({ $ref }: { $ref?: string }) => $ref === '#/components/parameters/IdempotencyKey');
    assert.equal(keyed, operation.idempotent === true, id);
  }
});

test('every operation has a tag that is described, and a reply for every error it declares, with its code', () => {
  const tags = document.tags.map(({ name }: { name: string }) => name);
  assert.equal(new Set(tags).size, tags.length);
  for (const [id, operation] of all) {
    const { tags: own, responses } = objectOf(operation);
    assert.ok(own.length === 1 && tags.includes(own[0]), id);
    assert.ok(responses[operation.status], id);
    const codes = new Map<string, string[]>();
    for (const name of [...operation.errors, ...commonErrors]) {
      const { status, code } = errorCatalogue[name];
      codes.set(String(status), [...(codes.get(String(status)) ?? []), code]);
    }
    const good = [String(operation.status), ...(operation.mayCreate ? ['201'] : [])];
    assert.deepEqual(Object.keys(responses).sort(), [...good, ...codes.keys()].sort(), id);
    for (const [status, wanted] of codes) {
      const reply = document.components.responses[responses[status].$ref.split('/').at(-1)];
      const [, { properties }] = reply.content['application/json'].schema.allOf;
      assert.deepEqual(properties.errorCode.enum, [...new Set(wanted)].sort(), `${id} ${status}`);
    }
  }
});

test('extensions of ours are marked, and nothing of Okta’s is', () => {
  const marked = all.filter(([, operation]) => objectOf(operation)['x-cofactor-extension']).map(([id]) => id);
  for (const id of ['enrollReplacement', 'explainUser', 'createMessageProvider', 'listEmailTemplates']) {
    assert.ok(marked.includes(id), id);
  }
  for (const id of ['enrollFactor', 'verifyFactor', 'listUsers', 'listSmsTemplates', 'createInlineHook']) {
    assert.ok(!marked.includes(id), id);
  }
  const parameters = objectOf(operations.listFactors).parameters;
  assert.equal(parameters.find(({ name }: { name: string }) => name === 'extensions')['x-cofactor-extension'], true);
  const kinds = kindContracts.filter(({ provider }) => provider === EXTENSION_PROVIDER);
  const schemas = Object.entries<Record<string, unknown>>(document.components.schemas)
    .filter(([name, schema]) => /^(Enroll|Factor)/.test(name) && schema['x-cofactor-extension'])
    .map(([name]) => name);
  assert.equal(schemas.length, 2 * kinds.length);
});

test('headers of our own are described, under the names they are sent by', () => {
  for (const name of Object.values(ownHeaders)) {
    assert.equal(document.components.headers[name]?.['x-cofactor-extension'], true, name);
  }
});

test('an operation that reads needs a scope to read, and one that changes another', () => {
  for (const [id, { method, scope }] of all.filter(([, operation]) => !['public', 'own'].includes(operation.scope))) {
    assert.equal(scope.endsWith('.read'), method === 'GET', id);
    assert.ok(Object.hasOwn(document.components.securitySchemes.oauth2.flows.clientCredentials.scopes, scope), id);
  }
});

test('only a hook of an Okta org may come with the secret of a hook, only devices with statements, and one path needs nothing', () => {
  const tokens = (operation: Operation) => [{ apiToken: [] }, { oauth2: [operation.scope] }];
  const others = all
    .filter(([, operation]) => !isDeepStrictEqual(objectOf(operation).security, tokens(operation)))
    .map(([id]) => id);
  const signed = all.filter(([, operation]) => operation.statement).map(([id]) => id);
  const open = all.filter(([, operation]) => operation.scope === 'public' && !operation.statement);
  assert.deepEqual(
    others.sort(),
    [...signed, 'receiveTelephony', 'revokeCurrentApiToken', 'getWellknownOrgMetadata'].sort(),
  );
  assert.deepEqual(
    open.map(([id, operation]) => [id, objectOf(operation).security]),
    [['getWellknownOrgMetadata', []]],
  );
  for (const [id, operation] of all.filter(([, { statement }]) => statement)) {
    const { security, requestBody } = objectOf(operation);
    assert.ok(security.length === 1 || requestBody, `${id} has a statement somewhere`);
  }
});

test('the factor type, and where that has several providers the provider, tells what a body is', () => {
  for (const name of ['EnrollFactorRequest', 'Factor']) {
    for (const { factorType, provider } of kindContracts) {
      let schema = document.components.schemas[name];
      for (const value of [factorType, provider]) {
        if (!schema.discriminator) break;
        const place = schema.discriminator.mapping[value];
        assert.ok(
          schema.oneOf.some(({ $ref }: { $ref: string }) => $ref === place),
          `${name} ${value}`,
        );
        schema = document.components.schemas[place.split('/').at(-1)];
      }
      assert.deepEqual([schema.properties.factorType.const, schema.properties.provider.const], [factorType, provider]);
    }
  }
});

test('every example of an enroll body is of the schema; one that is not is told apart', () => {
  const { examples } = operationAt('POST', '/api/v1/users/me/factors').requestBody.content['application/json'];
  assert.equal(Object.keys(examples).length, kindContracts.length);
  for (const [name, { value }] of Object.entries<{ value: object }>(examples)) {
    const wrong = wrongBy(named('EnrollFactorRequest'), value);
    assert.equal(
      wrong,
      undefined,
      `${name}: ${wrong}; every required field of a kind's contract.ts needs \`examples\``,
    );
    assert.ok(wrongBy(named('EnrollFactorRequest'), { ...value, surprise: true }), name);
    assert.ok(wrongBy(named('EnrollFactorRequest'), { ...value, provider: 'NOBODY' }), name);
  }
});
