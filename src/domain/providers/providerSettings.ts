import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { ProviderSettings } from './messageProvider.ts';

/** The part of JSON Schema that settings are described in. */
interface Node {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly patternProperties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

/** The faults of settings, by field; values are not repeated, for they may be secrets. */
export function settingsComplaints(schema: TSchema, settings: ProviderSettings): readonly string[] {
  if (Value.Check(schema, settings)) return [];
  const complaints = Value.Errors(schema, settings).flatMap(({ keyword, instancePath, params, message }) => {
    const at = `settings${instancePath.replaceAll('/', '.')}`;
    const { requiredProperties, additionalProperties } = params as Readonly<Record<string, readonly string[]>>;
    if (keyword === 'required') return (requiredProperties ?? []).map((name) => `${at}.${name}: The field is required`);
    if (keyword === 'additionalProperties') return (additionalProperties ?? []).map((name) => `${at}.${name}: Unknown`);
    return keyword === 'boolean' ? [] : [`${at}: ${message}`];
  });
  return [...new Set(complaints.length > 0 ? complaints : ['settings: Not of the form this type wants'])].slice(0, 20);
}

/** Settings as they may be shown: secrets are left out. */
export function shownSettings(schema: TSchema, settings: ProviderSettings): Record<string, unknown> {
  return visible(schema as Node, settings) as Record<string, unknown>;
}

/** The paths of the secrets: `authToken`, `headers.Authorization`. */
export function secretNames(schema: TSchema, settings: ProviderSettings): readonly string[] {
  return [...leaves(schema as Node, settings)].filter(({ node }) => isSecret(node)).map(({ path }) => path);
}

/**
 * New settings with the secrets that were left out taken from the old ones; null takes one away. Refused, by naming them, when the new
 * settings lead elsewhere: otherwise whoever may edit a provider, but never see its secrets, could have them sent to
 * a server of their own.
 */
export function withKeptSecrets(
  schema: TSchema,
  given: ProviderSettings,
  stored: ProviderSettings,
): { readonly settings: ProviderSettings; readonly refused: readonly string[] } {
  const kept: string[] = [];
  const settings = merged(schema as Node, given, stored, '', kept) as ProviderSettings;
  const moved = destination(schema, settings) !== destination(schema, stored);
  return { settings, refused: moved ? kept : [] };
}

const isSecret = (node: Node) => node.format === 'password';

/** The destination of messages and its protection, under one name for every type of provider. */
const destination = (schema: TSchema, settings: ProviderSettings): string =>
  JSON.stringify(
    [...leaves(schema as Node, settings)]
      .filter(
        ({ node, path }) =>
          node.format === 'uri' || /(^|\.)(\w*url|\w*host|port|\w*endpoint|security|tls|ca)$/i.test(path),
      )
      .map(({ path, value }) => [path, value]),
  );

type Document = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The description of one member; of the first alternative that has it. */
function child(node: Node, name: string): Node {
  const pattern = Object.entries(node.patternProperties ?? {}).find(([regex]) => new RegExp(regex).test(name));
  const own = node.properties?.[name] ?? pattern?.[1];
  if (own) return own;
  const options = (node.anyOf ?? []).map((option) => child(option, name));
  return options.find(isSecret) ?? options.find((option) => Object.keys(option).length > 0) ?? {};
}

function visible(node: Node, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => visible(node.items ?? {}, item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isSecret(child(node, name)))
      .map(([name, member]) => [name, visible(child(node, name), member)]),
  );
}

function* leaves(node: Node, value: unknown, path = ''): Generator<{ node: Node; path: string; value: unknown }> {
  const below = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* leaves(node.items ?? {}, item, below(String(index)));
  } else if (isObject(value)) {
    for (const name of Object.keys(value).sort()) yield* leaves(child(node, name), value[name], below(name));
  } else yield { node, path, value };
}

function merged(node: Node, given: unknown, stored: unknown, path: string, kept: string[]): unknown {
  if (Array.isArray(given) && Array.isArray(stored)) return mergedList(node.items ?? {}, given, stored, path, kept);
  if (!isObject(given) || !isObject(stored)) return given;
  const result: Record<string, unknown> = { ...given };
  for (const [name, old] of Object.entries(stored)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (isSecret(child(node, name)) && given[name] === undefined) {
      result[name] = old;
      kept.push(at);
    } else if (isSecret(child(node, name)) && given[name] === null) {
      delete result[name];
    } else if (name in given) result[name] = merged(child(node, name), given[name], old, at, kept);
  }
  return result;
}

/** An item is the one it was when all that is shown of it is the same. */
function mergedList(
  node: Node,
  given: readonly unknown[],
  stored: readonly unknown[],
  path: string,
  kept: string[],
): unknown {
  const shown = (item: unknown) => JSON.stringify(visible(node, item));
  return given.map((item, index) => {
    const old = stored.find((one) => shown(one) === shown(item));
    return merged(node, item, old, `${path}.${index}`, kept);
  });
}
