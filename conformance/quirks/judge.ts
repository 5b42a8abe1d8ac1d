import type { OperationId } from '../../src/contract/index.ts';
import { createReshape } from '../../src/http/replies/reshape.ts';
import { sdkQuirks } from '../../src/http/replies/sdkQuirks.ts';
import { nameOf } from '../driver/result.ts';
import { fault } from '../driver/session.ts';
import type { Expectation } from '../expectations/expectation.ts';
import type { Fixture } from './fixture.ts';
import type { Reader } from './reader.ts';

/** What came of the quirks of an SDK. */
export interface Verdict {
  /** The quirks without which it was seen to lose a reply. */
  readonly needed: ReadonlySet<string>;
  /** All that is not as it should be. */
  readonly wrong: readonly string[];
}

/**
 * Gives an SDK every reply as others get it, and as it gets it. Each of its quirks must be needed: some reply is lost on
 * the SDK without it. Each must be enough: with it the reply is read. And a reply that none changes must be read as it is,
 * but for those of which it is known that the SDK cannot be spared.
 */
export async function judge(
  reader: Reader,
  fixtures: readonly Fixture[],
  known: readonly Expectation[],
): Promise<Verdict> {
  const needed = new Set<string>();
  const wrong: string[] = [];
  for (const { call, subject, reply, wanted } of fixtures) {
    const name = nameOf({ operation: call.operation, subject });
    const whole = await reader.read(call, reply);
    const expected = known.some(({ clients, calls }) => clients.includes(reader.client) && calls.includes(name));
    if (whole.result === 'absent' || expected) continue;
    const { body, quirks } = createReshape(call.operation as OperationId)(reader.agent(), reply.body);
    const lost = fault(whole, wanted);
    if (quirks.length === 0 && lost !== undefined) wrong.push(`${name}: no quirk spares it this: ${lost}`);
    if (quirks.length === 0) continue;
    for (const one of lost === undefined ? [] : quirks) {
      const others = sdkQuirks.filter(({ name }) => name !== one);
      const without = createReshape(call.operation as OperationId, others)(reader.agent(), reply.body);
      if (fault(await reader.read(call, { ...reply, body: without.body }), wanted) !== undefined) needed.add(one);
    }
    const spared = fault(await reader.read(call, { ...reply, body }), wanted);
    if (spared !== undefined) wrong.push(`${name}: ${quirks.join(', ')} does not help: ${spared}`);
  }
  const own = sdkQuirks.filter(({ agents }) => agents.some((agent) => agent.test(reader.agent())));
  const vain = own.filter(({ name }) => !needed.has(name));
  return { needed, wrong: [...wrong, ...vain.map(({ name }) => `${name}: every reply is read without it`)] };
}
