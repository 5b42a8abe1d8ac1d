import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { operations as all } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import type { KindContract } from '../../src/contract/shared/primitives.ts';
import type { AnyKind } from '../../src/domain/factors/kind.ts';
import { allKinds } from '../../src/factors/index.ts';
import { isOfClient } from './isOfClient.ts';
import { keyOf, namedSchemas } from './namedSchemas.ts';
import { isPaged, operationTable } from './operationTable.ts';
import { type NameOf, spelledOut, typeText } from './typeText.ts';

const root = join(import.meta.dirname, '../..');
const operations = Object.fromEntries(Object.entries<Operation>(all).filter(([id]) => isOfClient(id)));

const target = join(root, 'client/src/operations.ts');

/** The part of the client that follows from the contract: what goes over the wire, as types, and where it goes. */
export async function clientOperations(): Promise<string> {
  const { byHand, generated } = await namedSchemas();
  const used = new Set<string>();
  const nameOf: NameOf = (schema) => {
    const key = keyOf(schema);
    const name = byHand.get(key) ?? generated.get(key)?.name;
    if (name) used.add(name);
    return name;
  };
  const kinds = allKinds.map((kind) => kindText(kind, nameOf));
  const calls = Object.entries<Operation>(operations).map(([id, operation]) => operationText(id, operation, nameOf));
  const declarations = new Map<string, string>();
  // What a type is made of may need names that nothing else does.
  for (let before = -1; before !== used.size; ) {
    before = used.size;
    for (const { name, schema } of generated.values()) {
      if (!used.has(name) || declarations.has(name)) continue;
      const text = spelledOut(schema as object, name.endsWith('Request') ? 'request' : 'reply', nameOf);
      const plain = text.startsWith('{\n') && text.endsWith('\n}');
      declarations.set(name, plain ? `export interface ${name} ${text}` : `export type ${name} = ${text};`);
    }
  }
  const imported = [...new Set(byHand.values())].filter((name) => used.has(name)).sort();
  return formatted(
    [
      '// Made by `npm run generate` from the contract of the service; do not edit.',
      `import type { ${imported.join(', ')} } from './factors.ts';`,
      ...[...declarations].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text),
      `/** The kinds of factors Cofactor has, by factor type and provider. */\nexport interface Kinds {\n${kinds.join('\n')}\n}`,
      `/** Every operation: what it takes, what it gives, and whether it comes in pages. */\nexport interface Operations {\n${calls.join('\n')}\n}`,
      '/** Where every operation is; `readTable` reads it. */',
      `export const operationTable = ${JSON.stringify(operationTable(operations))};`,
      '/** Providers of factor types, where they are not OKTA; empty where there are several. */',
      `export const otherProviders: Readonly<Record<string, string>> = ${JSON.stringify(otherProviders())};`,
    ].join('\n\n'),
  );
}

function kindText({ contract, wire }: AnyKind, nameOf: NameOf): string {
  const { factorType, provider, enroll, answer, wishes, profile }: KindContract = contract;
  const key = JSON.stringify(`${factorType}/${provider}`);
  // An object without members would let anything through.
  const said = (schema: TSchema | undefined) =>
    schema && Object.keys((schema as { properties?: object }).properties ?? schema).length > 0
      ? typeText(schema, 'request', nameOf)
      : 'never';
  return `${key}: {
    factorType: ${JSON.stringify(factorType)};
    provider: ${JSON.stringify(provider)};
    enroll: ${wire?.enrolledAlong ? 'never' : typeText(enroll, 'request', nameOf)};
    answer: ${said(answer)};
    wishes: ${said(wishes)};
    profile: ${typeText(profile, 'reply', nameOf)};
  };`;
}

function operationText(id: string, operation: Operation, nameOf: NameOf): string {
  const { path, query, body, method, summary, status, reply } = operation;
  const params = [...path.matchAll(/:(\w+)/g)].map(([, name]) => `${name}: string;`);
  const wishes = Object.entries((query as { properties?: Record<string, TSchema> }).properties ?? {})
    .filter(([name]) => !(isPaged(operation) && name === 'forDownload'))
    .map(([name, schema]) => `${name}?: ${typeText(schema, 'request', nameOf)} | undefined;`);
  const {
    properties = {},
    patternProperties,
    required = [],
  } = body as {
    properties?: object;
    patternProperties?: object;
    required?: readonly string[];
  };
  const takesBody = method !== 'GET' && (patternProperties || Object.keys(properties).length > 0);
  const optional = required.length === 0 && nameOf(body) !== 'EnrollRequest' ? '?' : '';
  const given = takesBody
    ? [`body${optional}: ${typeText(body, 'request', nameOf)}${optional && ' | undefined'};`]
    : [];
  const members = [...params, ...wishes, ...given];
  const item = isPaged(operation) ? (reply as unknown as { items: TSchema }).items : reply;
  return `/** ${summary} */
  ${id}: {
    request: ${members.length === 0 ? 'Record<never, never>' : `{ ${members.join(' ')} }`};
    reply: ${status === 204 ? 'undefined' : typeText(item, 'reply', nameOf)};
    paged: ${isPaged(operation)};
  };`;
}

/** Okta's kinds that Cofactor does not have: `oktaKinds.ts` has their types. */
const OKTA_KINDS = [
  { factorType: 'web', provider: 'DUO' },
  { factorType: 'token', provider: 'RSA' },
  { factorType: 'token', provider: 'SYMANTEC' },
];

/** Those that are not OKTA; empty where a type has several. */
function otherProviders(): Readonly<Record<string, string>> {
  const all = [...(allKinds.map(({ contract }) => contract) as readonly KindContract[]), ...OKTA_KINDS];
  const byType = [...Map.groupBy(all, ({ factorType }) => factorType)];
  const only = byType.map(([factorType, [kind, another]]) => [factorType, another ? '' : (kind?.provider ?? '')]);
  return Object.fromEntries(only.filter(([, provider]) => provider !== 'OKTA'));
}

function formatted(text: string): string {
  const biome = join(root, 'node_modules/.bin/biome');
  const run = spawnSync(biome, ['format', `--stdin-file-path=${target}`], { input: text, encoding: 'utf8', cwd: root });
  if (run.status !== 0) throw new Error(`biome: ${run.stderr}`);
  return run.stdout;
}

/** What is checked in. */
export const checkedIn = (): string => readFileSync(target, 'utf8');

if (import.meta.main) writeFileSync(target, await clientOperations());
