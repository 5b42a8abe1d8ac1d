import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { cofactorBackend } from './support/cofactorBackend.ts';

const handler = join(import.meta.dirname, '../../examples/lambda/handler.ts');
const run = promisify(execFile);

test("the example's lambda changes a user's phone, each call in a process of its own", async (t) => {
  const b = await cofactorBackend('sqlite');
  t.after(() => b.close());
  const userId = await b.newUser();
  const env = { ...process.env, COFACTOR_URL: b.options.url, COFACTOR_TOKEN: String(b.options.token) };
  const invoke = async (event: object) => {
    const script = `import(${JSON.stringify(handler)}).then(({ handler }) => handler(${JSON.stringify({ userId, ...event })}))
      .then((reply) => console.log(JSON.stringify(reply)))`;
    const { stdout } = await run(process.execPath, ['--conditions=@cofactor/source', '-e', script], { env });
    return JSON.parse(stdout);
  };
  const phoneNumber = '+18024482036';
  assert.deepEqual(await invoke({ passCode: '123456' }), { statusCode: 400, body: 'first ask for a code' });
  assert.deepEqual(await invoke({ phoneNumber }), { statusCode: 202, body: 'sent' });
  const code = b.code(phoneNumber);
  const wrong = code.replace(/./g, (digit) => String((Number(digit) + 1) % 10));
  assert.deepEqual(await invoke({ passCode: wrong }), { statusCode: 403, body: 'wrong' });
  assert.deepEqual(await invoke({ passCode: code }), { statusCode: 200, body: 'activated' });
  assert.deepEqual(await invoke({ phoneNumber }), { statusCode: 200, body: 'active' });
});
