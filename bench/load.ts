import { readFileSync } from 'node:fs';
import { startCarrier } from './carrier.ts';
import { answerParent } from './child.ts';
import { Connection } from './connection.ts';
import { Pollers } from './pollers.ts';
import { challengeAndVerify, echo, listFactors, type Scenario, verifyTotp } from './scenarios.ts';
import type { SeededFactor } from './seed.ts';

/** A question to the load generator: prepare a target once, then one slice after another. */
export type LoadQuestion =
  | { readonly do: 'carrier' }
  | { readonly do: 'target'; readonly target: string; readonly url: string; readonly factors: string }
  /** Its service was started again: it is at another address, and no code may be used twice. */
  | { readonly do: 'moved'; readonly target: string; readonly url: string }
  | { readonly do: 'echo'; readonly url: string; readonly path: string; readonly body: string }
  | { readonly do: 'poll'; readonly url: string; readonly paths: string; readonly clients: number }
  | { readonly do: 'polled'; readonly stop?: true }
  | { readonly do: 'slice'; readonly target: string; readonly scenario: string; readonly ms: number };

/** The results of one slice of time. */
export interface Slice {
  readonly count: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  /** Share of its core the generator used; near 1 it would be the generator that is measured. */
  readonly busy: number;
}

const CONNECTIONS = 64;

interface Target {
  readonly url: string;
  readonly scenarios: Readonly<Record<string, Scenario>>;
}
const targets = new Map<string, Target>();
let pollers: Pollers | undefined;
const starting = startCarrier();

answerParent(async (question: LoadQuestion) => {
  const carrier = await starting;
  switch (question.do) {
    case 'carrier':
      return carrier.url;
    case 'target': {
      const factors: readonly SeededFactor[] = JSON.parse(readFileSync(question.factors, 'utf8'));
      const scenarios = {
        list: listFactors(factors.filter(({ e164 }) => e164 !== undefined)),
        totp: verifyTotp(factors),
        sms: challengeAndVerify(factors, carrier.codeFor),
      };
      targets.set(question.target, { url: question.url, scenarios });
      return undefined;
    }
    case 'moved': {
      const target = targets.get(question.target);
      if (!target) throw new Error(`no ${question.target}`);
      targets.set(question.target, { ...target, url: question.url });
      return undefined;
    }
    case 'echo': {
      const { url, path, body } = question;
      targets.set('bare', { url, scenarios: { GET: echo('GET', path, ''), POST: echo('POST', path, body) } });
      return undefined;
    }
    case 'poll': {
      const paths: readonly string[] = JSON.parse(readFileSync(question.paths, 'utf8'));
      pollers = new Pollers(question.url, paths, question.clients);
      return undefined;
    }
    case 'polled': {
      const polled = pollers?.take();
      if (question.stop) pollers?.stop();
      return polled;
    }
    case 'slice': {
      const target = targets.get(question.target);
      const scenario = target?.scenarios[question.scenario];
      if (!target || !scenario) throw new Error(`no ${question.target} ${question.scenario}`);
      return slice(target.url, scenario, question.ms);
    }
  }
});

/** As many requests as the connections get answered in a given time, one after the other on each. */
async function slice(url: string, scenario: Scenario, ms: number): Promise<Slice> {
  const connections = Array.from({ length: CONNECTIONS }, () => new Connection(url));
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  const end = start + ms;
  await Promise.all(
    connections.map(async (connection) => {
      for (let before = performance.now(); before < end; ) {
        await scenario(connection);
        const now = performance.now();
        latencies.push(now - before);
        before = now;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  for (const connection of connections) connection.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return { count: latencies.length, seconds, p50: at(0.5), p99: at(0.99), busy: (user + system) / 1e6 / seconds };
}
