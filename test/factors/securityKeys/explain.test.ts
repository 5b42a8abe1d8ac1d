import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handmadeKey } from '../../support/factors/securityKeys/handmadeKey.ts';
import { keyCalls } from '../../support/factors/securityKeys/keyCalls.ts';
import { world } from '../../support/world.ts';

test('an explanation says what was wrong with a key, and what helps', async (t) => {
  const w = await world();
  t.after(() => w.close());
  const calls = await keyCalls(w);
  const explained = async () => (await w.call('GET', `/api/v1/users/${calls.user.id}/explain`)).body;
  await calls.register(handmadeKey(), { origin: 'https://evil.example' });
  const { diagnosis, next, timeline } = await explained();
  assert.equal(diagnosis.code, 'KEY_REFUSED');
  assert.match(diagnosis.text, /^The key was used on a page that is not allowed at .*, with 4 more before a pause\.$/);
  assert.match(next, /If it is not, somebody tried to phish the user\.$/);
  assert.match(timeline.at(-1).text, /^The key was used on a page that is not allowed; attempts left/);

  const { key, id } = await calls.active();
  await calls.verify(id, key.sign('AAAA'));
  const answered = await explained();
  assert.match(answered.diagnosis.text, /^A key answered although no challenge was waiting/);
  assert.equal(
    answered.next,
    `Begin again, and answer the newest challenge: POST ${calls.factors}/${id}/verify with an empty body.`,
  );
  await calls.verify(id, key.sign(await calls.challenge(id)));
  assert.equal((await explained()).diagnosis.code, 'VERIFIED');
});
