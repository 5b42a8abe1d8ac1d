import { randomBytes } from '../../../src/crypto/random.ts';
import { createVault } from '../../../src/crypto/vault.ts';
import { noMetrics } from '../../../src/domain/metrics/metrics.ts';
import { createEventHookCalls } from '../../../src/hooks/eventHookCalls.ts';
import { startEventHooks } from '../../../src/operations/hooks/eventHookWorker.ts';
import { logEntry } from '../../../src/operations/shared/logEntry.ts';
import type { Services } from '../../../src/operations/shared/services.ts';
import { createGuard, loopbackAllowed } from '../../../src/outgoing/guard.ts';
import { createStore } from '../../../src/store/createStore.ts';
import { continueLog } from '../../../src/store/migrate.ts';
import { openEngine } from '../../../src/store/open.ts';
import { EVENT } from './eventWorld.ts';

/**
 * Writes events and tells hooks of them, as a process of its own that is to be killed: `node eventTeller.ts URL NAME FROM`.
 * Prints the number of each event once its change is committed.
 */
const [url = '', name = '', from = '0'] = process.argv.slice(2);
const report = (error: unknown) => void process.stderr.write(`${String(error)}\n`);
const engine = await openEngine(url, report);
await continueLog(engine);
const store = createStore(engine, createVault([new Uint8Array(32)]));
const now = () => Temporal.Now.instant();
const services = {
  store,
  now,
  random: randomBytes,
  metrics: noMetrics,
  eventHooks: createEventHookCalls({ guard: createGuard(loopbackAllowed), timeoutMs: 1_000 }),
  links: { absolute: (path: string) => `https://cofactor.test${path}` },
} as unknown as Services;
startEventHooks(services, { everyMs: 20, leaseMs: 2_500 }, report);
for (let n = Number(from); ; n++) {
  const entry = logEntry({ now: now() }, { event: EVENT, userId: 'u1', detail: { n: `${name}.${n}` } });
  const written = await store.apply([entry]).catch((error: unknown) => report(error));
  if (written === 'done') process.stdout.write(`${name}.${n}\n`);
  await new Promise((resolve) => setTimeout(resolve, 20));
}
