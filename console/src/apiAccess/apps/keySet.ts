/** Members that only a private or a secret key has (RFC 7518 section 6). */
const SECRET = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** A text that was pasted: a set of public keys, or what is wrong with it. */
export type PastedKeys =
  | { readonly jwks: { readonly keys: readonly unknown[] } }
  | { readonly fault: 'notJson' | 'private' };

/** Reads a set of public keys (RFC 7517 section 5), or one key alone. One with a private part is not sent anywhere. */
export function readKeySet(text: string): PastedKeys {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { fault: 'notJson' };
  }
  if (typeof given !== 'object' || given === null) return { fault: 'notJson' };
  const keys = 'keys' in given ? given.keys : [given];
  if (!Array.isArray(keys) || keys.length === 0) return { fault: 'notJson' };
  if (keys.some((key) => SECRET.some((name) => Object.hasOwn(Object(key), name)))) return { fault: 'private' };
  return { jwks: { keys } };
}
