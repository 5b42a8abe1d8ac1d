import { eventCatalogue } from '../../src/contract/log/events.ts';

/** A file of the console with every type of event, which its filter proposes. */
export function consoleTypes(): string {
  const types = Object.keys(eventCatalogue).sort();
  return [
    '// Made by `npm run generate` from the contract of the service; do not edit.\n\n',
    '/** Every type of event that the system log can have. */\n',
    `export const eventTypes = [\n${types.map((type) => `  '${type}',\n`).join('')}] as const;\n`,
  ].join('');
}
