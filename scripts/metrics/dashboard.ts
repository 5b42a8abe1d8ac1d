import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Panel, panels } from './panels.ts';

/** The dashboard as it is checked in. */
export const dashboardFile = join(import.meta.dirname, '../../ops/grafana/cofactor.json');

const WIDTH = 12;
const HEIGHT = 8;

/** The dashboard for Grafana's import, from the list of panels: two in a row, in their order. */
export function dashboard(): object {
  return {
    __inputs: [{ name: 'DS_PROMETHEUS', label: 'Prometheus', type: 'datasource', pluginId: 'prometheus' }],
    uid: 'cofactor',
    title: 'Cofactor',
    tags: ['cofactor'],
    timezone: 'browser',
    schemaVersion: 39,
    version: 1,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [variable('job'), variable('instance')] },
    panels: panels.map(panelOf),
  };
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's own placeholder
const source = { type: 'prometheus', uid: '${DS_PROMETHEUS}' };

const variable = (name: 'job' | 'instance') => ({
  name,
  label: name,
  type: 'query',
  datasource: source,
  query: `label_values(cofactor_database_up${name === 'instance' ? '{job=~"$job"}' : ''}, ${name})`,
  refresh: 2,
  multi: true,
  includeAll: true,
  current: { text: 'All', value: '$__all' },
});

const panelOf = ({ title, unit, description, targets }: Panel, index: number) => ({
  id: index + 1,
  type: 'timeseries',
  title,
  description,
  datasource: source,
  gridPos: { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
  fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
  targets: targets.map(({ expr, legend }, n) => ({
    refId: String.fromCharCode(65 + n),
    datasource: source,
    expr,
    legendFormat: legend,
  })),
});

/** The file's text. */
export const dashboardText = (): string => `${JSON.stringify(dashboard(), null, 2)}\n`;

if (import.meta.main) writeFileSync(dashboardFile, dashboardText());
