import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { newTokenSecret, tokenDigest } from '../../src/crypto/tokens.ts';
import type { Recording } from '../support/clients/exchange.ts';
import { replay } from '../support/clients/replay.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

const folder = new URL('./terraform/', import.meta.url).pathname;

/** The words for each step of a recording. */
const WORDS: Readonly<Record<string, string>> = {
  configure: 'the provider is configured',
  apply: 'applied',
  plan: 'planned without a difference',
  update: 'updated',
  'plan after update': 'planned again',
  destroy: 'destroyed',
};

/** The service as Terraform meets it: its API token belongs to a user. */
async function withOwnedToken(): Promise<World> {
  const w = await world();
  const { id } = await person(w);
  const token = newTokenSecret();
  const created = w.clock.now();
  const owned = {
    id: 'terraform',
    name: 'terraform',
    digest: tokenDigest(token),
    ownerId: id,
    created,
    role: 'SUPER_ADMIN',
  } as const;
  await w.store.apply([{ do: 'insertToken', token: owned }]);
  return { ...w, call: (method, path, body, options) => w.call(method, path, body, { token, ...options }) };
}

for (const file of globSync('**/*.json', { cwd: folder }).sort()) {
  const recording = JSON.parse(readFileSync(folder + file, 'utf8')) as Recording;
  const steps = Object.keys(recording.steps);

  test(`Terraform: ${file.replace('.json', '')}: ${steps.map((step) => WORDS[step]).join(', ')}`, async (t) => {
    const w = await withOwnedToken();
    t.after(() => w.close());
    assert.deepEqual(
      steps,
      Object.keys(WORDS).filter((step) => steps.includes(step)),
    );
    await replay(w, recording);
  });
}
