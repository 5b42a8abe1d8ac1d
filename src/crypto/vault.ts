import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { randomBytes } from './random.ts';

/** Encrypts documents for storage, each bound to the row it belongs to. */
export interface Vault {
  seal(value: unknown, boundTo: string): string;
  /** Throws when the text was changed, belongs to another row, or its key is not among ours. */
  open(sealed: string, boundTo: string): unknown;
  /**
   * Makes the keyed hash by which a row is found whose text is sealed. Hashes of one text for two purposes have nothing in
   * common.
   */
  hash(text: string, purpose: string): string;
  /** Keyed hashes of a text with every key of ours, the newest first: a row may have been written with any of them. */
  hashes(text: string, purpose: string): readonly string[];
}

interface Key {
  readonly id: string;
  readonly bytes: Uint8Array;
  /** For hashes: with one key for both, a fault of either construction would be one of the other. */
  readonly hashing: Uint8Array;
}

/**
 * AES-256-GCM (NIST SP 800-38D). The first master key seals, any of them opens, so that keys can be rotated.
 * A sealed text is `keyId.base64url(iv ‖ tag ‖ body)`; key id and row id are authenticated. A keyed hash is
 * `keyId.base64url(HMAC-SHA-256)` (RFC 2104): without the key nobody can try all phone numbers there are.
 */
export function createVault(masterKeys: readonly [Uint8Array, ...Uint8Array[]]): Vault {
  const keys = masterKeys.map(deriveKey);
  const newest = keys[0] as Key;
  const byId = new Map(keys.map((key) => [key.id, key]));
  const hashWith = (key: Key, text: string, purpose: string) =>
    `${key.id}.${createHmac('sha256', key.hashing).update(`${purpose}\0${text}`).digest('base64url')}`;
  const bound = (key: Key, boundTo: string) => Buffer.from(`${key.id}\0${boundTo}`);
  return {
    seal(value, boundTo) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.bytes, iv).setAAD(bound(newest, boundTo));
      const body = cipher.update(JSON.stringify(value), 'utf8');
      cipher.final();
      return `${newest.id}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, boundTo) {
      const dot = sealed.indexOf('.');
      const key = byId.get(sealed.slice(0, dot));
      if (!key) throw new Error(`sealed with key ${sealed.slice(0, dot)}, which is not among COFACTOR_MASTER_KEY`);
      const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(bound(key, boundTo))
        .setAuthTag(bytes.subarray(12, 28));
      const body = decipher.update(bytes.subarray(28));
      // Throws when the tag is not right; nothing is read before.
      decipher.final();
      return JSON.parse(body.toString('utf8'));
    },
    hash: (text, purpose) => hashWith(newest, text, purpose),
    hashes: (text, purpose) => keys.map((key) => hashWith(key, text, purpose)),
  };
}

function deriveKey(master: Uint8Array): Key {
  const derive = (info: string) => new Uint8Array(hkdfSync('sha256', master, '', info, 32));
  const bytes = derive('cofactor seal');
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes, hashing: derive('cofactor hash') };
}
