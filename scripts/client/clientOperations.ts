import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { operations as all } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import type { KindContract } from '../../src/contract/shared/primitives.ts';
import { allKinds } from '../../src/factors/index.ts';
import { isOfClient } from './isOfClient.ts';
import { kindFile, kindTable } from './kindFiles.ts';
import { keyOf, type NamedSchemas, namedSchemas } from './namedSchemas.ts';
import { isPaged, operationTable } from './operationTable.ts';
import { type NameOf, spelledOut, typeText } from './typeText.ts';

const root = join(import.meta.dirname, '../..');
const operations = Object.fromEntries(Object.entries<Operation>(all).filter(([id]) => isOfClient(id)));

/** The folder that the files of the client are made in. */
const folder = join(root, 'client/src');

/** Texts by path in that folder: `wire.ts`, `kinds.ts`, a file for each kind, and `operations.ts` with its table. */
export type ClientFiles = Readonly<Record<string, string>>;

const DO_NOT_EDIT = '// Made by `npm run generate` from the contract of the service; do not edit.';

/** Types by hand are made of these, although no kind names them. */
const WIRE_NAMES = ['FactorStatus', 'Link', 'Links'];

/**
 * The part of the client that follows from the contract. The kinds of factors, and all they are made of, have a file of
 * their own: the types by hand (`factors.ts`) are made of it, and the operations take and give types by hand.
 */
export async function clientFiles(): Promise<ClientFiles> {
  const schemas = await namedSchemas();
  const wire = collect(schemas, WIRE_NAMES);
  const kinds = allKinds.map((kind) => {
    const own = collect(schemas);
    const file = kindFile(kind, own.nameOf);
    for (const name of own.used) wire.used.add(name);
    return { ...file, uses: own.used };
  });
  const ofWire = declarations(schemas, wire);
  const handmade = [...schemas.byHand.values()].filter((name) => wire.used.has(name));
  if (handmade.length > 0) throw new Error(`wire.ts needs ${handmade.join(', ')}, which are made of it`);

  const rest = collect(schemas);
  const calls = Object.entries<Operation>(operations).map(([id, described]) =>
    operationText(id, described, rest.nameOf),
  );
  const others = declarations(schemas, rest, ofWire);
  const imported = (names: Iterable<string>, from: string, used: ReadonlySet<string>) => {
    const wanted = [...new Set(names)].filter((name) => used.has(name)).sort();
    return wanted.length === 0 ? [] : [`import type { ${wanted.join(', ')} } from '${from}';`];
  };
  const made: Record<string, readonly string[]> = {
    'wire.ts': sorted(ofWire),
    'kinds.ts': kindTable(kinds),
    'operations.ts': [
      [
        ...imported(schemas.byHand.values(), './factors.ts', rest.used),
        ...imported(ofWire.keys(), './wire.ts', rest.used),
      ].join('\n'),
      ...sorted(others),
      `/** Every operation: what it takes, what it gives, and whether it comes in pages. */\nexport interface Operations {\n${calls.join('\n')}\n}`,
      '/** The path of every operation; `readTable` reads it. */',
      `export const operationTable = ${JSON.stringify(operationTable(operations))};`,
      '/** Providers of factor types, where they are not OKTA; empty where there are several. */',
      `export const otherProviders: Readonly<Record<string, string>> = ${JSON.stringify(otherProviders())};`,
    ],
  };
  for (const { file, text, uses } of kinds) {
    made[`kinds/${file}.ts`] = [...imported(ofWire.keys(), '../wire.ts', uses), text];
  }
  return Object.fromEntries(
    Object.entries(made).map(([path, parts]) => [path, formatted(path, [DO_NOT_EDIT, ...parts])]),
  );
}

interface Names {
  readonly nameOf: NameOf;
  /** The names that were asked for. */
  readonly used: Set<string>;
}

function collect({ byHand, generated }: NamedSchemas, given: readonly string[] = []): Names {
  const used = new Set(given);
  const nameOf: NameOf = (schema) => {
    const key = keyOf(schema);
    const name = byHand.get(key) ?? generated.get(key)?.name;
    if (name) used.add(name);
    return name;
  };
  return { nameOf, used };
}

/** Declares the names in use that are not declared elsewhere; what a type is made of may need names that nothing else does. */
function declarations(
  { generated }: NamedSchemas,
  { nameOf, used }: Names,
  elsewhere: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const declared = new Map<string, string>();
  for (let before = -1; before !== used.size; ) {
    before = used.size;
    for (const { name, schema } of generated.values()) {
      if (!used.has(name) || declared.has(name) || elsewhere.has(name)) continue;
      const text = spelledOut(schema as object, name.endsWith('Request') ? 'request' : 'reply', nameOf);
      const plain = text.startsWith('{\n') && text.endsWith('\n}');
      declared.set(name, plain ? `export interface ${name} ${text}` : `export type ${name} = ${text};`);
    }
  }
  return declared;
}

const sorted = (declared: ReadonlyMap<string, string>): readonly string[] =>
  [...declared].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);

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

/** Those that are not OKTA; empty where a type has several. */
function otherProviders(): Readonly<Record<string, string>> {
  const all = allKinds.map(({ contract }) => contract) as readonly KindContract[];
  const byType = [...Map.groupBy(all, ({ factorType }) => factorType)];
  const only = byType.map(([factorType, [kind, another]]) => [factorType, another ? '' : (kind?.provider ?? '')]);
  return Object.fromEntries(only.filter(([, provider]) => provider !== 'OKTA'));
}

function formatted(path: string, parts: readonly string[]): string {
  const biome = join(root, 'node_modules/.bin/biome');
  const run = spawnSync(biome, ['format', `--stdin-file-path=${join(folder, path)}`], {
    input: parts.join('\n\n'),
    encoding: 'utf8',
    cwd: root,
  });
  if (run.status !== 0) throw new Error(`biome: ${run.stderr}`);
  return run.stdout;
}

/** The files as they are checked in. */
export const checkedIn = (): ClientFiles =>
  Object.fromEntries(
    globSync(['{wire,kinds,operations}.ts', 'kinds/*.ts'], { cwd: folder }).map((path) => [
      path.replaceAll('\\', '/'),
      readFileSync(join(folder, path), 'utf8'),
    ]),
  );

if (import.meta.main) {
  const made = await clientFiles();
  rmSync(join(folder, 'kinds'), { recursive: true, force: true });
  mkdirSync(join(folder, 'kinds'));
  for (const [path, text] of Object.entries(made)) writeFileSync(join(folder, path), text);
}
