import { hash, verify } from '@node-rs/argon2';
import type { Hasher } from '../domain/users/passwords.ts';

/** Costs of argon2id by OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane; about 10 ms a hash. */
const ARGON2ID = 2;
const COSTS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** argon2id in PHC string format (RFC 9106); the costs travel with the hash, so they can be raised later. */
export const hasher: Hasher = {
  hash: (password) => hash(password, COSTS),
  matches: (known, password) => verify(known, password),
};
