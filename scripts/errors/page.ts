import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operations } from '../../src/contract/index.ts';
import { commonErrors, type ErrorName, errorCatalogue } from '../../src/contract/shared/errors.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { advice } from './advice.ts';

const target = join(import.meta.dirname, '../../docs/errors.md');

const HEAD = `<!-- Made by \`npm run generate\` from src/contract/shared/errors.ts and scripts/errors/advice.ts; do not edit. -->

# Errors

Every refusal has Okta's envelope: \`errorCode\`, \`errorSummary\`, \`errorLink\`, \`errorId\` and \`errorCauses\`. The code says of which
kind it is; the first cause is Okta's, where it has one, and those after it say what is wrong with this request and which call
would succeed. The header \`cofactor-reason\` says it for programs. Codes from E0990001 on are ours.
`;

const names = Object.keys(errorCatalogue) as ErrorName[];
const all = Object.entries<Operation>(operations);

/** The operations that answer with an error, in words. */
function tellers(name: ErrorName): string {
  if (commonErrors.includes(name)) return 'any operation';
  const ids = all.filter(([, { errors }]) => errors.includes(name)).map(([id]) => `\`${id}\``);
  if (ids.length === 0) return 'the service itself, before an operation is found';
  return ids.length > 6 ? `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more` : ids.join(', ');
}

/** The page about every error a reply can carry, in the order of their codes. */
export function errorsPage(): string {
  const codes = [...new Set(names.map((name) => errorCatalogue[name].code))].sort();
  const sections = codes.map((code) => {
    const entries = names
      .filter((name) => errorCatalogue[name].code === code)
      .map((name) => ({ name, ...errorCatalogue[name] }));
    const texts = entries.map((entry) => {
      const cause = 'cause' in entry ? `\n- Okta's cause: \`${entry.cause}\`` : '';
      const { why, next } = advice[entry.name];
      return `**${entry.status}** \`${entry.summary}\`\n${cause}\n- Why: ${why}\n- Next: ${next}\n- Told by: ${tellers(entry.name)}.`;
    });
    return `## ${code}\n\n${texts.join('\n\n')}`;
  });
  return `${HEAD}\n${sections.join('\n\n')}\n`.replace(/\n{3,}/g, '\n\n');
}

/** The page as it is checked in. */
export const checkedInPage = (): string => readFileSync(target, 'utf8');

if (import.meta.main) writeFileSync(target, errorsPage());
