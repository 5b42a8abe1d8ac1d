import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTracing } from './tracingVariables.ts';

const COLLECTOR = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };

test('traces are off unless a collector is named or asked for', () => {
  for (const env of [
    {},
    { OTEL_SERVICE_NAME: 'cofactor', OTEL_TRACES_SAMPLER: 'always_on' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: '', OTEL_TRACES_EXPORTER: ' ' },
    { ...COLLECTOR, OTEL_SDK_DISABLED: 'TRUE' },
    { ...COLLECTOR, OTEL_TRACES_EXPORTER: 'none' },
  ]) {
    assert.deepEqual(readTracing(env), { warnings: [] }, JSON.stringify(env));
  }
  for (const env of [
    COLLECTOR,
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector.example/v1/traces' },
    { OTEL_TRACES_EXPORTER: 'otlp' },
    { ...COLLECTOR, OTEL_SDK_DISABLED: 'no', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' },
  ]) {
    const { settings, warnings } = readTracing(env);
    assert.deepEqual(settings?.sampling, { by: 'always_on', ratio: 1, parentBased: true }, JSON.stringify(env));
    assert.deepEqual(settings?.queue, { most: 2_048, batch: 512, delayMs: 5_000, timeoutMs: 30_000 });
    assert.deepEqual(warnings, []);
  }
});

test('what asks for traces in a way that we have not is warned of, and there are none', () => {
  for (const [env, warning] of [
    [{ ...COLLECTOR, OTEL_TRACES_EXPORTER: 'zipkin' }, /otlp or none here, not zipkin/],
    [{ ...COLLECTOR, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /http\/protobuf here .* not grpc/],
    [{ ...COLLECTOR, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' }, /not http\/json/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, /must be an http or https URL/],
  ] as const) {
    const { settings, warnings } = readTracing(env);
    assert.equal(settings, undefined);
    assert.match(warnings.join(), warning);
  }
});

test('samplers and the queue are as the variables say, and a wrong value is passed over', () => {
  const of = (env: object) => readTracing({ ...COLLECTOR, ...env });
  assert.deepEqual(of({ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' }).settings?.sampling, {
    by: 'traceidratio',
    ratio: 0.25,
    parentBased: false,
  });
  assert.deepEqual(of({ OTEL_TRACES_SAMPLER: 'parentbased_always_off' }).settings?.sampling, {
    by: 'always_off',
    ratio: 1,
    parentBased: true,
  });
  const wrong = of({
    OTEL_TRACES_SAMPLER: 'jaeger_remote',
    OTEL_BSP_MAX_QUEUE_SIZE: '0',
    OTEL_BSP_SCHEDULE_DELAY: 'soon',
  });
  assert.equal(wrong.warnings.length, 3);
  assert.deepEqual(wrong.settings?.sampling, { by: 'always_on', ratio: 1, parentBased: true });
  assert.deepEqual([wrong.settings?.queue.most, wrong.settings?.queue.delayMs], [2_048, 5_000]);
  const ratio = of({ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '7' });
  assert.deepEqual([ratio.settings?.sampling.ratio, ratio.warnings.length], [1, 1]);
  assert.equal(of({ OTEL_BSP_MAX_QUEUE_SIZE: '100', OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '50' }).settings?.queue.batch, 50);
});
