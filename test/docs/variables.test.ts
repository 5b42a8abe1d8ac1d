import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNone } from '../house/sources.ts';
import { pages } from '../house/texts.ts';

/** Variables that a shell or a login session has its own use for. */
const taken = 'USER|HOME|PATH|UID|EUID|PWD|OLDPWD|SHELL|LOGNAME|MAIL|HOSTNAME|TERM|LANG|IFS|PS1|GROUPS|RANDOM|SECONDS';
const assigning = new RegExp(`^\\s*(?:export )?(?:${taken})=`, 'm');

test('a snippet that is pasted into a shell overwrites no variable of the shell', () => {
  const snippets = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/^```(?:sh|bash)\b.*\n([\s\S]*?)\n```$/gm)].map(([, code = '']) => ({ path, code })),
  );
  assert.ok(snippets.length > 50, 'snippets are found at all');
  assertNone(snippets.filter(({ code }) => assigning.test(code)).map(({ path, code }) => `${path}:\n${code}`));
});
