import type { Labels } from './labels.ts';

/** One metric: its name for Prometheus, what it tells, and by what. */
export interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly name: string;
  readonly help: string;
  readonly labels: readonly (keyof Labels)[];
  /** Upper bounds of a histogram, in seconds. */
  readonly buckets?: readonly number[];
}

const FAST = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const OUTSIDE = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10];
const PEOPLE = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600];

/** Every metric of ours, by its name in the code. The registry, the documentation and the tests are made from it. */
export const metricTable = {
  requests: {
    type: 'counter',
    name: 'cofactor_requests_total',
    help: 'Requests answered, by operation and HTTP status.',
    labels: ['operation', 'status'],
  },
  requestTime: {
    type: 'histogram',
    name: 'cofactor_request_duration_seconds',
    help: 'From the headers of a request to the end of its answer; polls that were held open are long.',
    labels: ['operation'],
    buckets: FAST,
  },
  verifications: {
    type: 'counter',
    name: 'cofactor_verifications_total',
    help: 'Answers that were judged, of pending factors (activate) and active ones (verify); timeout: nobody answered on a device.',
    labels: ['kind', 'purpose', 'outcome'],
  },
  challenges: {
    type: 'counter',
    name: 'cofactor_challenges_total',
    help: 'Challenges of active factors; channel none: shown to the caller.',
    labels: ['kind', 'channel'],
  },
  answerTime: {
    type: 'histogram',
    name: 'cofactor_challenge_answer_seconds',
    help: 'From a challenge to its right answer.',
    labels: ['kind'],
    buckets: PEOPLE,
  },
  messages: {
    type: 'counter',
    name: 'cofactor_messages_total',
    help: 'Messages: accepted by a provider, failed at all of them, or blocked by the pumping guard.',
    labels: ['channel', 'result'],
  },
  deliveries: {
    type: 'counter',
    name: 'cofactor_deliveries_total',
    help: 'Attempts to hand a message to a provider, by type of provider and result.',
    labels: ['channel', 'provider', 'result'],
  },
  deliveryTime: {
    type: 'histogram',
    name: 'cofactor_delivery_duration_seconds',
    help: 'The time a provider took to answer an attempt.',
    labels: ['provider'],
    buckets: OUTSIDE,
  },
  eventHookDeliveries: {
    type: 'counter',
    name: 'cofactor_event_hook_deliveries_total',
    help: 'Requests that told event hooks of events; refused: 4xx, blocked: an address that must not be called.',
    labels: ['result'],
  },
  eventHookWaiting: {
    type: 'gauge',
    name: 'cofactor_event_hook_waiting',
    help: 'Events that a hook has not taken and that are tried again.',
    labels: [],
  },
  eventHookDead: {
    type: 'gauge',
    name: 'cofactor_event_hook_dead_letters',
    help: 'Events that were given up, until they are replayed.',
    labels: [],
  },
  eventHookLag: {
    type: 'gauge',
    name: 'cofactor_event_hook_lag_seconds',
    help: 'Age of the oldest event that an active hook is still to be sent, those that were given up apart.',
    labels: [],
  },
  clientCertificateExpiry: {
    type: 'gauge',
    name: 'cofactor_client_certificate_expiry_seconds',
    help: 'Time until the certificate expires by which a vendor knows the organization; below 0 once it has. None: there is none.',
    labels: [],
  },
  budgets: {
    type: 'counter',
    name: 'cofactor_budgets_exhausted_total',
    help: 'Requests that found a budget used up, by family of budgets; api and strangers: rate limits of requests.',
    labels: ['family'],
  },
  queueLength: {
    type: 'gauge',
    name: 'cofactor_queue_length',
    help: 'Requests or connections that hold a place now.',
    labels: ['queue'],
  },
  queueLimit: {
    type: 'gauge',
    name: 'cofactor_queue_limit',
    help: 'Places there are; beyond them requests are refused.',
    labels: ['queue'],
  },
  databaseConnections: {
    type: 'gauge',
    name: 'cofactor_database_connections',
    help: 'Connections (SQLite: threads that search) in use and idle, and requests that wait for one.',
    labels: ['pool', 'state'],
  },
  databaseTime: {
    type: 'histogram',
    name: 'cofactor_database_duration_seconds',
    help: 'Time of one read or one change, the wait for a connection included.',
    labels: ['work'],
    buckets: FAST,
  },
  databaseFailures: {
    type: 'counter',
    name: 'cofactor_database_failures_total',
    help: 'Reads and changes that failed; unavailable: callers were told 503.',
    labels: ['work', 'reason'],
  },
  databaseUp: {
    type: 'gauge',
    name: 'cofactor_database_up',
    help: '1 when the database can be read and written, asked at each scrape.',
    labels: [],
  },
  lost: {
    type: 'counter',
    name: 'cofactor_lost_total',
    help: 'Lines of the audit log that could not be written (the events are in the system log), and spans that no collector got.',
    labels: ['what'],
  },
  logHeldBack: {
    type: 'gauge',
    name: 'cofactor_log_held_back_seconds',
    help: 'Age of the oldest event that polls of the system log do not show yet, since an older transaction is open; 0: none.',
    labels: [],
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;
