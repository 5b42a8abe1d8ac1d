import { ConfigError, type MasterKeys, parseMasterKeys } from '../config.ts';
import type { KeyWrapper, KeyWrapperType, WrapperSettings } from './keyWrapper.ts';

/** A key of a service or device: `SCHEME:KEY`. */
const REFERENCE = /^([a-z0-9-]+):(.+)$/;
/** A master key wrapped by it, in base64url: `SCHEME:KEY:WRAPPED`. */
const WRAPPED = /^([a-z0-9-]+:.+):([\w-]+)$/;

/** Whether a part of COFACTOR_MASTER_KEY is a key itself; base64 has no colon. */
const isPlain = (part: string): boolean => !part.includes(':');

/** Reads `COFACTOR_MASTER_KEY`, whose parts are keys or wrapped keys, newest first. Wrapped ones are unwrapped, once. */
export async function readMasterKeys(
  text: string | undefined,
  types: readonly KeyWrapperType[],
  settings: WrapperSettings,
): Promise<MasterKeys> {
  const parts = (text ?? '').split(',').map((part) => part.trim());
  if (parts.every(isPlain)) return parseMasterKeys(text);
  const keys: Uint8Array[] = [];
  for (const part of parts) {
    keys.push(isPlain(part) ? parseMasterKeys(part)[0] : await unwrapped(part, types, settings));
  }
  return keys as unknown as MasterKeys;
}

/** The text of a data key that a service or device has wrapped, for `COFACTOR_MASTER_KEY`. */
export async function wrapMasterKey(
  dataKey: Uint8Array,
  reference: string,
  types: readonly KeyWrapperType[],
  settings: WrapperSettings,
): Promise<string> {
  const wrapped = await withWrapper(reference, types, settings, (wrapper) => wrapper.wrap(dataKey));
  return `${reference}:${Buffer.from(wrapped).toString('base64url')}`;
}

async function unwrapped(part: string, types: readonly KeyWrapperType[], settings: WrapperSettings) {
  const [, reference, wrapped] = WRAPPED.exec(part) ?? [];
  if (reference === undefined || wrapped === undefined) {
    throw new ConfigError(
      'COFACTOR_MASTER_KEY: a wrapped key is SCHEME:KEY:WRAPPED, as cofactor master-key wrap prints it',
    );
  }
  const bytes = Buffer.from(wrapped, 'base64url');
  const key = new Uint8Array(await withWrapper(reference, types, settings, (wrapper) => wrapper.unwrap(bytes)));
  if (key.length !== 32) throw new ConfigError(`COFACTOR_MASTER_KEY: ${reference} unwrapped something else than a key`);
  return key;
}

async function withWrapper<T>(
  reference: string,
  types: readonly KeyWrapperType[],
  settings: WrapperSettings,
  work: (wrapper: KeyWrapper) => Promise<T>,
): Promise<T> {
  const [, scheme, keyName = ''] = REFERENCE.exec(reference) ?? [];
  const type = types.find((one) => one.scheme === scheme);
  if (!type) {
    const known = types.map((one) => one.scheme).join(', ');
    throw new ConfigError(
      `master keys are wrapped by one of ${known}, as SCHEME:KEY; ${scheme ?? 'that'} is none of them`,
    );
  }
  const wrapper = await type.open(keyName, settings);
  try {
    return await work(wrapper);
  } catch (cause) {
    // The name of the error and not its text: nobody knows what a vendor's library puts there.
    const { name, code } = cause as { readonly name?: string; readonly code?: unknown };
    const said = [name, typeof code === 'string' || typeof code === 'number' ? code : undefined]
      .filter(Boolean)
      .join(' ');
    throw new ConfigError(`COFACTOR_MASTER_KEY: ${reference} did not answer for its key (${said})`, { cause });
  } finally {
    wrapper.close();
  }
}
