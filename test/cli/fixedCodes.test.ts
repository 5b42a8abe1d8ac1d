import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cofactor, start } from '../support/command.ts';

const memory = ['--database', 'sqlite::memory:'];

test('codes are fixed for the numbers and addresses that were named, and for nobody else', async (t) => {
  const codes = ['--fixed-code', '123456', '--for', '+1555010*', '--for', '+1555011*', '--until', '2999-12-31'];
  const service = await start(['dev', ...memory, ...codes, '--fixed-code', '654321', '--for', '*@fixed.example.com']);
  t.after(() => service.stop());
  const codeOf = async (login: string, factor: object) => {
    const profile = { firstName: 'F', lastName: 'C', email: login, login };
    const { id } = (await service.call('POST', '/api/v1/users', { profile })).body;
    const factors = `/api/v1/users/${id}/factors`;
    const pending = (await service.call('POST', factors, factor)).body;
    const { code } = (await service.call('GET', '/dev/inbox')).body.at(-1);
    const active = await service.call('POST', `${factors}/${pending.id}/lifecycle/activate`, { passCode: code });
    assert.equal(active.body.status, 'ACTIVE');
    return code;
  };
  const sms = (phoneNumber: string) => ({ factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } });
  assert.equal(await codeOf('a@example.com', sms('+1 555 010 0001')), '123456');
  assert.equal(await codeOf('b@example.com', sms('+15550110001')), '123456');
  assert.equal(await codeOf('c@fixed.example.com', { factorType: 'email', provider: 'OKTA' }), '654321');
  const random = [
    await codeOf('d@example.com', sms('+15550120001')),
    await codeOf('e@example.com', sms('+15550120002')),
  ];
  assert.ok(new Set(['123456', '654321', ...random]).size > 2, String(random));
});

test('after their last day codes are random again, by the clock of development mode', async (t) => {
  const service = await start([
    'dev',
    ...memory,
    '--fixed-code',
    '123456',
    '--for',
    '+1555010*',
    '--until',
    '2000-01-01',
  ]);
  t.after(() => service.stop());
  const codes: string[] = [];
  for (const n of [1, 2, 3]) {
    const login = `u${n}@example.com`;
    const profile = { firstName: 'F', lastName: 'C', email: login, login };
    const { id } = (await service.call('POST', '/api/v1/users', { profile })).body;
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: `+1555010000${n}` } };
    await service.call('POST', `/api/v1/users/${id}/factors`, body);
    codes.push((await service.call('GET', '/dev/inbox')).body.at(-1).code);
  }
  assert.ok(new Set(codes).size > 1, String(codes));
});

test('serve has no fixed codes, whatever its environment says', async () => {
  for (const flag of ['--fixed-code', '--for', '--until']) {
    const { code, stderr } = await cofactor(['serve', flag, '123456']);
    assert.deepEqual([code, stderr.includes(`unknown option '${flag}'`)], [1, true], stderr);
  }
  for (const command of ['serve', 'dev']) {
    assert.ok(!/COFACTOR_(?:FIXED|FOR|UNTIL)/.test((await cofactor([command, '--help'])).stdout));
  }
});

test('mistakes are one clear line', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--fixed-code', '12345', '--for', '+1555010*'], /--fixed-code: a fixed code has 6 digits/],
    [['--fixed-code', '123456'], /a fixed code is for somebody/],
    [['--for', '+1555010*'], /--for belongs to the --fixed-code before it/],
    [['--fixed-code', '123456', '--for', '*'], /--for must say more than \*/],
    [['--fixed-code', '123456', '--for', '+1555010*', '--until', 'soon'], /until is a date like 2026-12-31/],
  ];
  for (const [args, expected] of cases) {
    const { code, stderr } = await cofactor(['dev', ...memory, '--port', '0', ...args]);
    assert.equal(code, 1, args.join(' '));
    assert.match(stderr, expected);
  }
});
