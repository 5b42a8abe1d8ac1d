import { scopes } from '../../src/contract/access/scopes.ts';

/** A file of the console with every scope, which it offers for service apps. */
export function consoleScopes(): string {
  const lines = Object.entries(scopes).map(([name, words]) => `  '${name}': '${words}',\n`);
  return [
    '// Made by `npm run generate` from the contract of the service; do not edit.\n\n',
    '/** Every scope, and its words. */\n',
    `export const scopes = {\n${lines.join('')}} as const;\n`,
  ].join('');
}
