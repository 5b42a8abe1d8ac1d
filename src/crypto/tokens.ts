import { hash, randomBytes } from 'node:crypto';

/** A new API token's secret: 256 bits, shown once. */
export const newTokenSecret = (): string => `00${randomBytes(32).toString('base64url')}`;

/** What is kept of a token; its entropy makes a slow hash needless. */
export const tokenDigest = (secret: string): string => hash('sha256', secret, 'base64url');
