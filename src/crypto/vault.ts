import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { randomBytes } from './random.ts';

/** Encrypts documents for storage, each bound to the row it belongs to, and makes the keyed hashes by which rows are found. */
export interface Vault {
  /** Ids of the master keys, newest first. */
  readonly keyIds: readonly [string, ...string[]];
  /** The first letters of every text that this vault seals: the newest key, and the form of today. */
  readonly newestPrefix: string;
  seal(value: unknown, boundTo: string): string;
  /**
   * Throws when the text was changed, belongs to another row, or its key is not among ours. `formerly` is the name it was
   * bound to in the former form, which is read where it is given.
   */
  open(sealed: string, boundTo: string, formerly?: string): unknown;
  /**
   * Makes the keyed hash by which a row is found whose text is sealed. Hashes of one text for two purposes have nothing in
   * common.
   */
  hash(text: string, purpose: string): string;
  /** Keyed hashes of a text with every key of ours, the newest first: a row may have been written with any of them. */
  hashes(text: string, purpose: string): readonly string[];
  /** A vault with the same keys that refuses texts of the former form: for a database that has none. */
  withoutFormer(): Vault;
}

interface Key {
  readonly id: string;
  readonly bytes: Uint8Array;
  /** For hashes: with one key for both, a fault of either construction would be one of the other. */
  readonly hashing: Uint8Array;
}

/** Eight hexadecimal digits of a key, and a colon. In the former form it was a dot, and less was bound. */
export const PREFIX_LENGTH = 9;
export const isFormer = (prefix: string): boolean => prefix.endsWith('.');
export const keyIdOf = (prefix: string): string => prefix.slice(0, 8);

/**
 * AES-256-GCM (NIST SP 800-38D). The first master key seals, any of them opens, so that keys can be rotated.
 * A sealed text is `keyId:base64url(iv ‖ tag ‖ body)`; prefix and row are authenticated. A hash is
 * `keyId.base64url(HMAC-SHA-256)` (RFC 2104): without the key nobody can try all phone numbers there are.
 */
export function createVault(masterKeys: readonly [Uint8Array, ...Uint8Array[]], readsFormer = true): Vault {
  const [newest, ...older] = masterKeys.map(deriveKey) as [Key, ...Key[]];
  const keys = [newest, ...older] as const;
  const byId = new Map(keys.map((key) => [key.id, key]));

  function additional(sealed: string, key: Key, boundTo: string, formerly: string | undefined): Buffer {
    if (!isFormer(sealed.slice(0, PREFIX_LENGTH))) return Buffer.from(`${key.id}:\0${boundTo}`);
    if (formerly === undefined || !readsFormer) throw new Error('sealed in a form that is not read here any more');
    return Buffer.from(`${key.id}\0${formerly}`);
  }

  const hashWith = (key: Key, text: string, purpose: string) =>
    `${key.id}.${createHmac('sha256', key.hashing).update(`${purpose}\0${text}`).digest('base64url')}`;

  return {
    keyIds: [newest.id, ...older.map(({ id }) => id)],
    newestPrefix: `${newest.id}:`,
    seal(value, boundTo) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.bytes, iv).setAAD(Buffer.from(`${newest.id}:\0${boundTo}`));
      const body = cipher.update(JSON.stringify(value), 'utf8');
      cipher.final();
      return `${newest.id}:${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, boundTo, formerly) {
      const id = keyIdOf(sealed);
      const key = byId.get(id);
      if (!key) throw new Error(`sealed with key ${id}, which is not among COFACTOR_MASTER_KEY`);
      const bytes = Buffer.from(sealed.slice(PREFIX_LENGTH), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(additional(sealed, key, boundTo, formerly))
        .setAuthTag(bytes.subarray(12, 28));
      const body = decipher.update(bytes.subarray(28));
      // Throws when the tag is not right; nothing is read before.
      decipher.final();
      return JSON.parse(body.toString('utf8'));
    },
    hash: (text, purpose) => hashWith(newest, text, purpose),
    hashes: (text, purpose) => keys.map((key) => hashWith(key, text, purpose)),
    withoutFormer: () => createVault(masterKeys, false),
  };
}

function deriveKey(master: Uint8Array): Key {
  const bytes = derived(master, 'cofactor seal');
  return {
    id: createHash('sha256').update(bytes).digest('hex').slice(0, 8),
    bytes,
    hashing: derived(master, 'cofactor hash'),
  };
}

const derived = (master: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', master, '', purpose, 32));
