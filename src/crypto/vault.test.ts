import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVault } from './vault.ts';

const key = (byte: number) => new Uint8Array(32).fill(byte);
const vault = createVault([key(1)]);

test('what was sealed is opened for the row it belongs to', () => {
  assert.deepEqual(vault.open(vault.seal({ secret: 'x' }, 'row'), 'row'), { secret: 'x' });
});

test('a sealed text shows nothing and differs every time', () => {
  const [a, b] = [vault.seal('same secret', 'row'), vault.seal('same secret', 'row')];
  assert.notEqual(a, b);
  assert.ok(!Buffer.from(a.split(':')[1] ?? '', 'base64url').includes('same secret'));
});

test('a sealed text moved to another row is refused', () => {
  assert.throws(() => vault.open(vault.seal('x', 'row'), 'other row'));
});

test('every flipped byte is noticed', () => {
  const sealed = vault.seal('x', 'row');
  const [id, body = ''] = sealed.split(':');
  const bytes = Buffer.from(body, 'base64url');
  for (let n = 0; n < bytes.length; n++) {
    const changed = Buffer.from(bytes);
    changed[n] = (changed[n] ?? 0) ^ 1;
    assert.throws(() => vault.open(`${id}:${changed.toString('base64url')}`, 'row'));
  }
});

test('a shortened tag is refused', () => {
  assert.throws(() =>
    vault.open(`${vault.seal('x', 'row').split(':')[0]}:${Buffer.alloc(13).toString('base64url')}`, 'row'),
  );
});

test('the newest key seals, older ones still open, unknown ones say which', () => {
  const rotated = createVault([key(2), key(1)]);
  assert.equal(rotated.open(vault.seal('old', 'row'), 'row'), 'old');
  const fresh = rotated.seal('new', 'row');
  assert.equal(createVault([key(2)]).open(fresh, 'row'), 'new');
  assert.throws(() => vault.open(fresh, 'row'), /not among COFACTOR_MASTER_KEY/);
});

test('keyed hashes are alike for one text, purpose and key, and for nothing else', () => {
  const one = vault.hash('+18024482036', 'phones');
  assert.equal(vault.hash('+18024482036', 'phones'), one);
  const others = [
    vault.hash('+18024482037', 'phones'),
    vault.hash('+18024482036', 'messages'),
    createVault([key(2)]).hash('+18024482036', 'phones'),
  ];
  assert.equal(new Set([one, ...others]).size, 4);
});

test('the newest key hashes, and a text is looked for under every key', () => {
  const [newer, older] = [createVault([key(2)]), createVault([key(1)])];
  const rotated = createVault([key(2), key(1)]);
  assert.equal(rotated.hash('a', 'p'), newer.hash('a', 'p'));
  assert.deepEqual(rotated.hashes('a', 'p'), [newer.hash('a', 'p'), older.hash('a', 'p')]);
});

/** Sealed with key(1) and bound to `row`, by the version before values were bound to whole rows. */
const FORMER = '71f4bde3.JZtO7-DS-ZYivGzcUY3L7BY5Bje428Ge_479gMocT95mz8ombX9qatVM';

test('a text of the former form is opened under its former name, where that is given', () => {
  assert.deepEqual(vault.open(FORMER, 'table and row', 'row'), { secret: 'x' });
  assert.throws(() => vault.open(FORMER, 'row'), /a form that is not read/);
  assert.throws(() => vault.open(FORMER, 'table and row', 'other row'), /authenticate/);
});

test('downgrade: a text of the former form is refused where there are none any more, and no text passes as one', () => {
  assert.throws(() => vault.withoutFormer().open(FORMER, 'table and row', 'row'), /a form that is not read/);
  assert.throws(() => vault.open(FORMER.replace('.', ':'), 'row', 'row'), /authenticate/);
  assert.throws(() => vault.open(vault.seal('x', 'row').replace(':', '.'), 'row', 'row'), /authenticate/);
});
