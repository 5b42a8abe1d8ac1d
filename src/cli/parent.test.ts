import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { whenOrphaned } from './parent.ts';

const npm = { npm_execpath: '/usr/lib/npm-cli.js' };

test('a program that npm started hears once that its parent is gone', async () => {
  let parent = 7;
  let told = 0;
  whenOrphaned(() => told++, { env: npm, parent: () => parent });
  await setTimeout(400);
  assert.equal(told, 0);
  parent = 1;
  await setTimeout(800);
  assert.equal(told, 1);
});

test('a program that somebody else started outlives its parent', async () => {
  let parent = 7;
  whenOrphaned(() => assert.fail('told'), { env: {}, parent: () => parent });
  parent = 1;
  await setTimeout(400);
});
