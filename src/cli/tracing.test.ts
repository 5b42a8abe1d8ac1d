import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { test } from 'node:test';
import { tracing } from './tracing.ts';

// As where nobody has installed them.
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('@opentelemetry/')) return next(specifier, context);
    throw Object.assign(new Error(`Cannot find package '${specifier}'`), { code: 'ERR_MODULE_NOT_FOUND' });
  },
});

test('without its packages the service says which to install, and starts without traces', async () => {
  const said: string[] = [];
  const logger = { info: assert.fail, warn: (text: string) => said.push(text) };
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
  assert.deepEqual(await tracing(env, logger as never, assert.fail), {});
  assert.match(said.join(), /npm install @opentelemetry\/api .*@opentelemetry\/sdk-trace; there are no traces/);
  said.length = 0;
  assert.deepEqual(await tracing({}, logger as never, assert.fail), {});
  assert.deepEqual(said, []);
});
