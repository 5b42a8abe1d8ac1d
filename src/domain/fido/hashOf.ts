import { createHash } from 'node:crypto';
import { writeBytes } from './bytes.ts';

/** The SHA-256 hash by which authenticators know an RP id or an app id, base64url. */
export const hashOf = (text: string): string => writeBytes(createHash('sha256').update(text).digest());
