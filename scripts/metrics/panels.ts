import { type MetricDefinition, metricTable } from '../../src/domain/metrics/metricTable.ts';

/** A diagram of the dashboard. */
export interface Panel {
  readonly title: string;
  readonly description: string;
  /** Grafana's name for it. */
  readonly unit: 'reqps' | 'short' | 's' | 'percentunit' | 'bytes';
  readonly targets: readonly { readonly expr: string; readonly legend: string }[];
}

const of = 'job=~"$job",instance=~"$instance"';

/** A metric of the table with more conditions; a name that is not there does not compile. */
const series = (key: keyof typeof metricTable, more = '', part = '') =>
  `${(metricTable[key] satisfies MetricDefinition).name}${part}{${of}${more}}`;

const rate = (by: string, what: string) => `sum by (${by}) (rate(${what}[$__rate_interval]))`;
const quantile = (q: number, key: keyof typeof metricTable, by = '') =>
  `histogram_quantile(${q}, sum by (le${by}) (rate(${series(key, '', '_bucket')}[$__rate_interval])))`;

/** Every diagram, in the order in which somebody looks who has been woken. */
export const panels: readonly Panel[] = [
  {
    title: 'Requests',
    description: 'Answers a second, by status.',
    unit: 'reqps',
    targets: [{ expr: rate('status', series('requests')), legend: '{{status}}' }],
  },
  {
    title: 'Slowest operations',
    description: '99 of 100 requests are answered within this time; polls that are held open are long.',
    unit: 's',
    targets: [{ expr: `topk(10, ${quantile(0.99, 'requestTime', ', operation')})`, legend: '{{operation}}' }],
  },
  {
    title: 'Verifications',
    description: 'Judged answers a second, by kind and outcome.',
    unit: 'reqps',
    targets: [
      { expr: rate('kind, outcome', series('verifications', ',purpose="verify"')), legend: '{{kind}} {{outcome}}' },
    ],
  },
  {
    title: 'Share of right answers',
    description: 'Of the answers that were judged.',
    unit: 'percentunit',
    targets: [
      {
        expr: `${rate('kind', series('verifications', ',outcome="accepted"'))} / ${rate('kind', series('verifications'))}`,
        legend: '{{kind}}',
      },
    ],
  },
  {
    title: 'Challenges',
    description: 'Challenges of active factors a second.',
    unit: 'reqps',
    targets: [{ expr: rate('kind, channel', series('challenges')), legend: '{{kind}} {{channel}}' }],
  },
  {
    title: 'From challenge to answer',
    description: 'Half, and 95 of 100, of the right answers come within this time.',
    unit: 's',
    targets: [
      { expr: quantile(0.5, 'answerTime', ', kind'), legend: '{{kind}} 50 %' },
      { expr: quantile(0.95, 'answerTime', ', kind'), legend: '{{kind}} 95 %' },
    ],
  },
  {
    title: 'Messages',
    description: 'Messages a second: accepted, failed at all providers, or blocked.',
    unit: 'reqps',
    targets: [{ expr: rate('channel, result', series('messages')), legend: '{{channel}} {{result}}' }],
  },
  {
    title: 'Deliveries by provider',
    description: 'Attempts a second, by type of provider and result.',
    unit: 'reqps',
    targets: [{ expr: rate('provider, result', series('deliveries')), legend: '{{provider}} {{result}}' }],
  },
  {
    title: 'Time of providers',
    description: '95 of 100 attempts are answered within this time.',
    unit: 's',
    targets: [{ expr: quantile(0.95, 'deliveryTime', ', provider'), legend: '{{provider}}' }],
  },
  {
    title: 'Event hooks',
    description: 'Requests a second that told hooks of events, by result.',
    unit: 'reqps',
    targets: [{ expr: rate('result', series('eventHookDeliveries')), legend: '{{result}}' }],
  },
  {
    title: 'Events that hooks have not taken',
    description: 'Those that are tried again, those that were given up, and the age of the oldest in minutes.',
    unit: 'short',
    targets: [
      { expr: `max(${series('eventHookWaiting')})`, legend: 'waiting' },
      { expr: `max(${series('eventHookDead')})`, legend: 'dead letters' },
      { expr: `max(${series('eventHookLag')}) / 60`, legend: 'minutes' },
    ],
  },
  {
    title: 'Client certificate',
    description: 'Time until the certificate for Symantec VIP expires.',
    unit: 's',
    targets: [{ expr: `min(${series('clientCertificateExpiry')})`, legend: 'expires in' }],
  },
  {
    title: 'Budgets used up',
    description: 'Requests a second that found one used up, by family.',
    unit: 'reqps',
    targets: [{ expr: `${rate('family', series('budgets'))} > 0`, legend: '{{family}}' }],
  },
  {
    title: 'Queues',
    description: 'Share of the places that are taken.',
    unit: 'percentunit',
    targets: [{ expr: `${series('queueLength')} / ${series('queueLimit')}`, legend: '{{instance}} {{queue}}' }],
  },
  {
    title: 'Database connections',
    description: 'In use and idle, and requests that wait for one.',
    unit: 'short',
    targets: [{ expr: `sum by (pool, state) (${series('databaseConnections')})`, legend: '{{pool}} {{state}}' }],
  },
  {
    title: 'Database time',
    description: '99 of 100 reads and changes take no longer.',
    unit: 's',
    targets: [{ expr: quantile(0.99, 'databaseTime', ', work'), legend: '{{work}}' }],
  },
  {
    title: 'Database failures',
    description: 'Reads and changes that failed a second, and whether each process reaches its database.',
    unit: 'short',
    targets: [
      { expr: rate('work, reason', series('databaseFailures')), legend: '{{work}} {{reason}}' },
      { expr: series('databaseUp'), legend: '{{instance}} up' },
    ],
  },
  {
    title: 'System log',
    description: 'Age of the oldest event that polls do not show yet.',
    unit: 's',
    targets: [{ expr: series('logHeldBack'), legend: '{{instance}}' }],
  },
  {
    title: 'Lost',
    description: 'Lines of the audit log that could not be written, and spans that no collector got, in an hour.',
    unit: 'short',
    targets: [{ expr: `sum by (what) (increase(${series('lost')}[1h]))`, legend: '{{what}}' }],
  },
  {
    title: 'Event loop',
    description: 'Delay of the event loop: 99 of 100 turns begin no later.',
    unit: 's',
    targets: [{ expr: `nodejs_eventloop_lag_p99_seconds{${of}}`, legend: '{{instance}}' }],
  },
  {
    title: 'Processor and memory',
    description: 'Cores in use, and memory in gigabytes.',
    unit: 'short',
    targets: [
      { expr: `rate(process_cpu_seconds_total{${of}}[$__rate_interval])`, legend: '{{instance}} cores' },
      { expr: `process_resident_memory_bytes{${of}} / 1e9`, legend: '{{instance}} GB' },
    ],
  },
];
