import type { ReadAccessToken } from '../../domain/oauth/accessToken.ts';

/** Tokens whose signature has been checked, by the digest of their text. */
export interface TokenCache {
  get(digest: string): ReadAccessToken | undefined;
  keep(digest: string, token: ReadAccessToken): void;
}

/** Some kilobytes for each: an app asks for a token an hour. */
const MAX_TOKENS = 10_000;

/** Remembers tokens; where there are too many, the one that was seen first is checked again. */
export function createTokenCache(maxTokens = MAX_TOKENS): TokenCache {
  const tokens = new Map<string, ReadAccessToken>();
  return {
    get: (digest) => tokens.get(digest),
    keep(digest, token) {
      if (tokens.has(digest)) return;
      if (tokens.size >= maxTokens) tokens.delete(tokens.keys().next().value ?? '');
      tokens.set(digest, token);
    },
  };
}
