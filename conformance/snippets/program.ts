import { join } from 'node:path';
import { type Language, type Snippet, snippetsOf } from '../../test/support/docs/page.ts';

const folder = join(import.meta.dirname, '../../docs/factors');

/** The pages of docs/factors about a kind. */
export const pages = [
  'sms',
  'call',
  'email',
  'totp',
  'hotp',
  'push',
  'yubikey',
  'webauthn',
  'u2f',
  'question',
  'recovery-codes',
  'temporary-code',
] as const;
export type Page = (typeof pages)[number];

/** The program that a page of docs/factors makes with what all of its language start from. */
export interface Program {
  readonly page: Page;
  /** The snippets of docs/factors/README.md, one text. */
  readonly setup: string;
  /** The page's own, one text. */
  readonly code: string;
  readonly snippets: readonly Snippet[];
}

/** All programs of a language. A page without a snippet in it is a mistake. */
export function programsIn(language: Language): readonly Program[] {
  const own = (page: string) => snippetsOf(join(folder, `${page}.md`)).filter(({ track }) => track === language);
  const text = (snippets: readonly Snippet[]) => snippets.map(({ code }) => `${code}\n`).join('\n');
  const setup = text(own('README'));
  return pages.map((page) => {
    const snippets = own(page);
    if (snippets.length === 0) throw new Error(`docs/factors/${page}.md has no snippet in ${language}`);
    return { page, setup, code: text(snippets), snippets };
  });
}
