import { readFileSync } from 'node:fs';

/** The ways through a page: all snippets of one are one program, in the order of the page. */
export const tracks = ['sh', 'sh postgres', 'js okta', 'js client', 'js testing'] as const;

/** Other languages, whose snippets `npm run conformance -- --snippets` runs: not every machine has them. */
export const languages = ['python', 'go', 'java'] as const;
export type Language = (typeof languages)[number];
export type Track = (typeof tracks)[number] | Language;

/** A snippet that runs, and what the page says it prints. */
export interface Snippet {
  readonly track: Track;
  readonly code: string;
  /** `docs/factors/sms.md:12`, for the one who has to mend it. */
  readonly place: string;
  /** For the shell: the JSON block that follows it. */
  readonly json?: unknown;
}

/**
 * Read, not run: other languages, and what a page says must not be tried. `js page` runs in a browser, in
 * test/factors/securityKeys/keys.browser.test.ts.
 */
const readOnly = new Set([
  'json',
  'text',
  'mermaid',
  'js page',
  'sh skip',
  'js skip',
  'ts skip',
  'ini',
  'yaml',
  'sql',
  'nginx',
  'caddyfile',
  'haproxy',
]);

/** The snippets of a page, or of one section of it, that run. A fence that nothing knows is a mistake: it would never be tried. */
export function snippetsOf(path: string, section = ''): readonly Snippet[] {
  const text = readFileSync(path, 'utf8');
  const from = text.indexOf(section && `\n## ${section}\n`);
  if (from === -1) throw new Error(`${path} has no section ${section}`);
  const next = text.indexOf('\n## ', from + 1);
  const to = section && next !== -1 ? next : text.length;
  const snippets: Snippet[] = [];
  for (const { 1: info = '', 2: code = '', index } of text.matchAll(/^```(.*)\n([\s\S]*?)\n```$/gm)) {
    if (index < from || index >= to) continue;
    const place = `${path.replace(/^.*\/docs\//, 'docs/')}:${text.slice(0, index).split('\n').length}`;
    if (isTrack(info)) snippets.push({ track: info, code, place });
    else if (!readOnly.has(info)) throw new Error(`${place}: nobody runs \`\`\`${info || '(nothing)'}`);
    else if (info === 'json') {
      const before = snippets.pop();
      if (!before?.track.startsWith('sh') || before.json !== undefined)
        throw new Error(`${place}: which snippet prints that?`);
      snippets.push({ ...before, json: JSON.parse(code) });
    }
  }
  return snippets;
}

const isTrack = (info: string): info is Track => [...tracks, ...languages].some((track) => track === info);
