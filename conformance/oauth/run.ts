import type { Client } from '../clients.ts';
import { prepare } from '../driver/prepare.ts';
import { Program } from '../driver/program.ts';
import type { Result } from '../driver/result.ts';
import { startService } from '../driver/service.ts';
import { Session } from '../driver/session.ts';
import { World } from '../driver/world.ts';
import { question } from '../scenario/tokens.ts';
import { makeApp } from './app.ts';
import { mayListen } from './mayListen.ts';
import { type Mode, type Outcome, oauthModes, withoutToken } from './modes.ts';

/** The port that a URL does not name. */
const unnamedPort = ({ toolchain }: Client): number => (toolchain.https ? 443 : 80);

/**
 * Takes clients through enrolling and verifying a factor with access tokens of either kind instead of an API token. Whether
 * all went as expected.
 */
export async function runOauth(chosen: readonly Client[]): Promise<boolean> {
  let good = true;
  for (const client of chosen) {
    for (const [mode, expected] of Object.entries(oauthModes[client.client] ?? {}) as [Mode, Outcome][]) {
      const port = typeof expected === 'object' && 'withoutPort' in expected ? unnamedPort(client) : 0;
      if (port !== 0 && !(await mayListen(port))) {
        console.log(`- OAuth, ${client.client}, ${mode}: not tried, for nobody may listen on port ${port} here`);
        continue;
      }
      const failed = (await tryMode(client, mode, port)).filter(
        ({ operation, outcome }) => outcome !== 'passed' && !withoutToken[client.client]?.includes(operation),
      );
      const works = failed.length === 0;
      const asExpected = works === !(typeof expected === 'object' && 'fails' in expected);
      console.log(
        `- OAuth, ${client.client}, ${mode}: ${works ? 'works' : 'fails'}${port === 0 ? '' : ` on port ${port}`}${asExpected ? ', as expected' : ''}`,
      );
      if (!asExpected) for (const { operation, error } of failed) console.log(`  ${operation}: ${error}`);
      good = asExpected && good;
    }
  }
  return good;
}

async function tryMode(client: Client, mode: Mode, port: number): Promise<readonly Result[]> {
  prepare(client);
  const service = await startService({ https: client.toolchain.https, port });
  const world = new World(service);
  try {
    const { env, ...command } = client.toolchain.command(client, service);
    const program = new Program(client.client, { ...command, env: { ...env, ...(await makeApp(world, mode)) } });
    const session = new Session(program, world);
    try {
      await question(session);
    } catch (error) {
      session.results.push({ operation: 'scenario', subject: 'question', outcome: 'failed', error: `${error}` });
    } finally {
      await program.close();
    }
    return session.results;
  } finally {
    await service.close();
  }
}
