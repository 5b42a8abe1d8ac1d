import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { dashboardFile, dashboardText } from '../../scripts/metrics/dashboard.ts';
import { withMetrics } from '../../scripts/metrics/page.ts';
import { panels } from '../../scripts/metrics/panels.ts';
import { metricTable } from '../../src/domain/metrics/metricTable.ts';
import { rulesFile } from '../support/metrics/alerts.ts';
import { metered } from '../support/metrics/metered.ts';

const exprs = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

/** Names of metrics in a text of PromQL. */
const namesIn = (text: string) => text.match(/\b(?:cofactor|nodejs|process)_\w+/g) ?? [];

test('the dashboard that is checked in is the one that its panels make: npm run generate', () => {
  assert.equal(readFileSync(dashboardFile, 'utf8'), dashboardText());
});

test('the page about metrics has the table that the code registers: npm run generate', () => {
  const page = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
  assert.equal(page, withMetrics(page));
});

test('every metric that the dashboard or an alert reads is one that a service shows', async () => {
  const { types } = await metered().samples();
  const read = new Set([...exprs, readFileSync(rulesFile, 'utf8')].flatMap(namesIn));
  const missing = [...read].filter(
    (name) => !types.has(name) && !types.has(name.replace(/_(?:bucket|sum|count)$/, '')),
  );
  assert.deepEqual(missing, []);
});

test('every metric of ours is on the dashboard', () => {
  const shown = new Set(exprs.flatMap(namesIn).map((name) => name.replace(/_bucket$/, '')));
  assert.deepEqual(
    Object.values(metricTable)
      .map(({ name }) => name)
      .filter((name) => !shown.has(name)),
    [],
  );
});

test('every label that the dashboard or an alert names is one of its metric', () => {
  const byName = new Map<string, readonly string[]>(
    Object.values(metricTable).map(({ name, labels }) => [name, labels]),
  );
  const wrong = [...exprs, readFileSync(rulesFile, 'utf8')].flatMap((text) =>
    [...text.matchAll(/\b(cofactor_\w+?)(?:_bucket)?\{([^}]*)\}/g)].flatMap(([, name = '', conditions = '']) =>
      [...conditions.matchAll(/(\w+)(?:=~|!=|=)/g)]
        .map(([, label = '']) => label)
        .filter((label) => !['job', 'instance', ...(byName.get(name) ?? [])].includes(label))
        .map((label) => `${name}: ${label}`),
    ),
  );
  assert.deepEqual(wrong, []);
});

test('every expression of the dashboard is PromQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-dashboard-'));
  try {
    const file = join(folder, 'rules.json');
    // As rules that record, for promtool checks these; Grafana's own variable stands for a length of time.
    const rules = exprs.map((expr, n) => ({ record: `panel${n}`, expr: expr.replaceAll('$__rate_interval', '5m') }));
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
