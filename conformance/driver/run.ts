import type { Client } from '../clients.ts';
import { scenario } from '../scenario/scenario.ts';
import { prepare } from './prepare.ts';
import { Program } from './program.ts';
import type { Result } from './result.ts';
import { startService } from './service.ts';
import { Session } from './session.ts';
import { World } from './world.ts';

/** One client through the whole scenario, against a service of its own, whose clock nobody else moves. */
export async function run(client: Client, parts: readonly string[] = []): Promise<readonly Result[]> {
  prepare(client);
  const service = await startService({ https: client.toolchain.https });
  const program = new Program(client.client, client.toolchain.command(client, service));
  const session = new Session(program, new World(service));
  try {
    for (const { name, play } of scenario) {
      if (parts.length > 0 && !parts.includes(name)) continue;
      try {
        await play(session);
      } catch (error) {
        if (program.ended) throw new Error(`the program of ${client.client} ended`, { cause: error });
        session.results.push({ operation: 'scenario', subject: name, outcome: 'failed', error: `${error}` });
      }
    }
  } finally {
    await program.close();
    await service.close();
  }
  return merged(session.results);
}

/** A call that is made several times has passed if it passed every time. */
function merged(results: readonly Result[]): readonly Result[] {
  const byName = new Map<string, Result>();
  for (const result of results) {
    const name = `${result.operation} ${result.subject}`;
    if (!byName.has(name) || result.outcome === 'failed')
      byName.set(name, byName.get(name)?.error ? byName.get(name)! : result);
  }
  return [...byName.values()];
}
