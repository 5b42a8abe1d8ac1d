import { Value } from 'typebox/value';
import { ConfigError } from '../config.ts';
import { MessageProviderRequest } from '../contract/providers/messageProvider.ts';
import type { MessageProvider } from '../domain/providers/messageProvider.ts';
import { type ProviderType, providerFields } from '../domain/providers/providerFields.ts';
import { Fault } from '../domain/values/fault.ts';
import { shapeError } from '../domain/values/shapeError.ts';
import { textFile } from './textFile.ts';

/**
 * The providers of `COFACTOR_PROVIDERS`: a JSON list, or the path of a file that holds one, of what POST
 * /api/v1/message-providers takes, each with an `id` of its own choosing. What is wrong is said without the values.
 */
export function readProviders(
  text: string | undefined,
  types: readonly ProviderType[],
  now: Temporal.Instant,
): readonly MessageProvider[] {
  if (text === undefined || text.trim() === '') return [];
  const list = parse(text.trimStart().startsWith('[') ? text : textFile(text, 'COFACTOR_PROVIDERS'));
  if (!Array.isArray(list)) throw new ConfigError('COFACTOR_PROVIDERS must be a JSON list of providers');
  const ids = new Set<string>();
  return list.map((entry: unknown, index) => {
    const where = `COFACTOR_PROVIDERS[${index}]`;
    const { id } = (entry ?? {}) as { readonly id?: unknown };
    if (typeof id !== 'string' || !/^[a-z][a-z0-9-]{0,40}$/.test(id)) {
      throw new ConfigError(`${where}.id: a name of its own, of lower-case letters, digits and hyphens`);
    }
    if (ids.has(id)) throw new ConfigError(`${where}.id: there is already one named ${id}`);
    ids.add(id);
    if (!Value.Check(MessageProviderRequest, entry)) {
      throw new ConfigError(`${where}: ${shapeError([...Value.Errors(MessageProviderRequest, entry)]).join('; ')}`);
    }
    const fields = providerFields(types, entry);
    if (fields instanceof Fault) throw new ConfigError(fields.causes.map((cause) => `${where}.${cause}`).join('\n'));
    return { id, ...fields, created: now, lastUpdated: now, version: 0, fixed: true };
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote what it was given, and that has secrets in it.
    throw new ConfigError('COFACTOR_PROVIDERS is not valid JSON');
  }
}
