import { basename, join } from 'node:path';
import { type Language, type Snippet, snippetsOf } from '../../test/support/docs/page.ts';

const docs = join(import.meta.dirname, '../../docs');

/** The pages about a kind. */
const pages = [
  'factors/sms',
  'factors/call',
  'factors/email',
  'factors/totp',
  'factors/hotp',
  'factors/push',
  'factors/yubikey',
  'factors/rsa',
  'factors/duo',
  'factors/symantec',
  'factors/webauthn',
  'factors/u2f',
  'factors/question',
  'factors/recovery-codes',
  'factors/temporary-code',
];
/** The page with a test instead of a program. */
const TESTING = 'testing';

/** The program that a page makes with what all of its language start from. */
export interface Program {
  /** The page, without `docs/` and `.md`. */
  readonly page: string;
  /** A name for its files: letters, digits, hyphens. */
  readonly name: string;
  /** The snippets of docs/factors/README.md, one text. */
  readonly setup: string;
  /** The page's own, one text. */
  readonly code: string;
  readonly snippets: readonly Snippet[];
}

/** The programs of a language, one a page of docs/factors. */
export const programsIn = (language: Language): readonly Program[] => pages.map((page) => programOf(page, language));

/** The test of a language, from docs/testing.md. */
export const testIn = (language: Language): Program => programOf(TESTING, language);

function programOf(page: string, language: Language): Program {
  const own = (path: string) => snippetsOf(join(docs, `${path}.md`)).filter(({ track }) => track === language);
  const text = (snippets: readonly Snippet[]) => snippets.map(({ code }) => `${code}\n`).join('\n');
  const snippets = own(page);
  if (snippets.length === 0) throw new Error(`docs/${page}.md has no snippet in ${language}`);
  return { page, name: basename(page), setup: text(own('factors/README')), code: text(snippets), snippets };
}
