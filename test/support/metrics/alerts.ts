import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metricOf, type Samples } from './samples.ts';

/** The alert rules, as operators have them. */
export const rulesFile = new URL('../../../ops/prometheus/cofactor.rules.yml', import.meta.url).pathname;
const rules = readFileSync(rulesFile, 'utf8');

/** Every alert there is. */
export const alertNames: readonly string[] = [...rules.matchAll(/^ *- alert: (\w+)$/gm)].map(([, name = '']) => name);

const MINUTES = 20;
const RANGE = 10;

/**
 * The alerts that fire where what happened between two scrapes goes on for twenty minutes: counters grow in each ten by
 * what they grew by, all else stays as it was found. Prometheus' own tool judges the rules as they are.
 */
export function firing(before: Samples, after: Samples, up = true): readonly string[] {
  const series = [...after.values].flatMap(([name, value]) => {
    const metric = metricOf(name, after);
    if (!rules.includes(metric)) return [];
    const first = before.values.get(name) ?? 0;
    const values =
      after.types.get(metric) === 'counter' ? `${first}+${(value - first) / RANGE}x${MINUTES}` : `${value}x${MINUTES}`;
    return [{ series: labelled(name), values }];
  });
  const input_series = [...series, { series: labelled('up'), values: `${up ? 1 : 0}x${MINUTES}` }];
  // Said to expect none, it names those that there are.
  const promql_expr_test = [{ expr: 'ALERTS{alertstate="firing"}', eval_time: `${MINUTES}m`, exp_samples: [] }];
  const said = promtool({
    rule_files: [rulesFile],
    evaluation_interval: '1m',
    tests: [{ interval: '1m', input_series, promql_expr_test }],
  });
  return [...new Set([...said.matchAll(/alertname="(\w+)"/g)].map(([, name = '']) => name))].sort();
}

/** The labels that Prometheus puts on what it scrapes. */
function labelled(series: string): string {
  const scraped = 'job="cofactor",instance="127.0.0.1:9464"';
  return series.includes('{') ? series.replace('}', `,${scraped}}`) : `${series}{${scraped}}`;
}

/** The complaints of `promtool test rules`; empty when it has none. YAML can be written as JSON. */
function promtool(unitTest: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-rules-'));
  try {
    const file = join(folder, 'rules.test.json');
    writeFileSync(file, JSON.stringify(unitTest));
    const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
    const said = stdout + stderr;
    if (status === 0) return '';
    if (/got:/.test(said)) return said.slice(said.indexOf('got:'));
    throw new Error(`promtool cannot judge the rules: ${said}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
