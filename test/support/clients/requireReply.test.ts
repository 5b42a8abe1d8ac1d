import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filled } from './placeholders.ts';
import { requireReply } from './requireReply.ts';

const passes = (reply: unknown, recorded: unknown, known: Record<string, unknown> = {}) => {
  const bindings = new Map(Object.entries(known));
  requireReply(reply, recorded, bindings);
  return Object.fromEntries(bindings);
};

test('members that the client does not read may be anything', () => {
  assert.deepEqual(passes({ id: '1', more: true }, { id: '1' }), {});
});

test('a member that is missing, is another one, or has more in it than was recorded, fails the replay', () => {
  for (const reply of [{}, { a: { b: 2 } }, { a: { b: 1, c: 1 } }, { a: null }]) {
    assert.throws(() => passes(reply, { a: { b: 1 } }), assert.AssertionError, JSON.stringify(reply));
  }
});

test('a placeholder is bound where it is met first, and equal from then on', () => {
  assert.deepEqual(passes({ id: '1', profile: { id: '2' } }, { id: '{{a}}', profile: { id: '{{b}}' } }), {
    a: '1',
    b: '2',
  });
  assert.throws(() => passes({ id: '1' }, { id: '{{a}}' }, { a: '2' }), assert.AssertionError);
  assert.throws(() => passes({}, { id: '{{a}}' }), assert.AssertionError);
});

test('each recorded element must be in the list, wherever, and an element that is another one binds nothing', () => {
  const list = [
    { id: '1', key: 'x' },
    { id: '2', key: 'y' },
  ];
  assert.deepEqual(passes(list, [{ id: '{{a}}', key: 'y' }]), { a: '2' });
  assert.throws(() => passes(list, [{ id: '{{a}}', key: 'z' }]), assert.AssertionError);
  assert.throws(() => passes({}, [{ id: '1' }]), assert.AssertionError);
  assert.throws(() => passes(list, []), assert.AssertionError);
  assert.deepEqual(passes({ in: { list } }, { in: { list: [{ id: '1', key: '{{b}}' }] } }), { b: 'x' });
  assert.throws(() => passes({ in: { list } }, { in: { list: [{ id: '1' }] } }), assert.AssertionError);
});

test('a path or body with a placeholder that no reply has bound cannot be sent', () => {
  const known = new Map([['user', '00u1']]);
  assert.deepEqual(filled({ path: '/users/{{user}}/x', list: ['{{user}}'] }, known), {
    path: '/users/00u1/x',
    list: ['00u1'],
  });
  assert.throws(() => filled('/users/{{nobody}}', known), /nobody/);
});
