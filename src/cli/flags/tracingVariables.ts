import type { Sampling, SpanQueue, TracingSettings } from '../../tracing/settings.ts';

/** Variables of the environment. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Traces as the environment asks for them; `warnings` name variables that cannot be followed. */
export interface AskedTracing {
  /** Undefined: no traces. */
  readonly settings?: TracingSettings;
  readonly warnings: readonly string[];
}

const SAMPLERS = ['always_on', 'always_off', 'traceidratio'] as const;

/**
 * Reads the standard variables of OpenTelemetry. Traces are off unless a collector is named, or `OTEL_TRACES_EXPORTER` is
 * `otlp`. As the specification has it, an empty variable is none, and one that is wrong is warned of and passed over: whoever
 * signs people in does not stay down for its traces.
 */
export function readTracing(env: Env): AskedTracing {
  const given = (name: string): string | undefined => env[name]?.trim() || undefined;
  const exporter = given('OTEL_TRACES_EXPORTER')?.toLowerCase();
  const endpoint = given('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') ?? given('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (given('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || exporter === 'none') return { warnings: [] };
  if (exporter === undefined && endpoint === undefined) return { warnings: [] };
  if (exporter !== undefined && exporter !== 'otlp') {
    return { warnings: [`OTEL_TRACES_EXPORTER is otlp or none here, not ${exporter}: there are no traces`] };
  }
  if (endpoint !== undefined && !/^https?:$/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : '')) {
    return { warnings: ['the endpoint of OTEL_EXPORTER_OTLP_… must be an http or https URL: there are no traces'] };
  }
  const protocol = given('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') ?? given('OTEL_EXPORTER_OTLP_PROTOCOL');
  if (protocol !== undefined && protocol !== 'http/protobuf') {
    const text = `OTEL_EXPORTER_OTLP_PROTOCOL is http/protobuf here (port 4318 of most collectors), not ${protocol}`;
    return { warnings: [`${text}: there are no traces`] };
  }
  const warnings: string[] = [];
  const settings = { sampling: readSampling(given, warnings), queue: readQueue(given, warnings) };
  return { settings, warnings };
}

type Given = (name: string) => string | undefined;

function readSampling(given: Given, warnings: string[]): Sampling {
  const text = given('OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on';
  const name = text.replace(/^parentbased_/, '');
  let by = SAMPLERS.find((one) => one === name);
  if (!by) {
    warnings.push(`OTEL_TRACES_SAMPLER ${text} is none we have; parentbased_always_on is used`);
    by = 'always_on';
  }
  const arg = given('OTEL_TRACES_SAMPLER_ARG');
  let ratio = Number(arg ?? 1);
  if (by === 'traceidratio' && !(ratio >= 0 && ratio <= 1)) {
    warnings.push(`OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, not ${arg}; 1 is used`);
    ratio = 1;
  }
  return { by, ratio, parentBased: by !== name || text.startsWith('parentbased_') };
}

function readQueue(given: Given, warnings: string[]): SpanQueue {
  const number = (name: string, otherwise: number, least: number): number => {
    const text = given(name);
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least) return value;
    warnings.push(`${name} must be a whole number from ${least} on, not ${text}; ${otherwise} is used`);
    return otherwise;
  };
  return {
    most: number('OTEL_BSP_MAX_QUEUE_SIZE', 2_048, 1),
    batch: number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 512, 1),
    delayMs: number('OTEL_BSP_SCHEDULE_DELAY', 5_000, 0),
    timeoutMs: number('OTEL_BSP_EXPORT_TIMEOUT', 30_000, 1),
  };
}
