import { hash, randomBytes } from 'node:crypto';

/** The secret of a new API token: 256 random bits, shown once. */
export const newTokenSecret = (): string => `00${randomBytes(32).toString('base64url')}`;

/** SHA-256 of a token, which is all that is stored of it; its 256 random bits make a slow hash needless. */
export const tokenDigest = (secret: string): string => hash('sha256', secret, 'base64url');
