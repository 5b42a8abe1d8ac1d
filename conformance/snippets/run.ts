import { type Language, languages } from '../../test/support/docs/page.ts';
import { startPageServers } from '../../test/support/docs/pageServers.ts';
import { assertPrinted } from '../../test/support/docs/printed.ts';
import type { Client } from '../clients.ts';
import { prepare } from '../driver/prepare.ts';
import type { Command } from '../driver/program.ts';
import { startService } from '../driver/service.ts';
import { shell } from '../driver/shell.ts';
import { World } from '../driver/world.ts';
import type { Compiler } from './compiler.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { type Program, programsIn, testIn } from './program.ts';
import { python } from './python.ts';

/** The longest time a snippet may take, in milliseconds, on a machine that is busy. */
const PATIENCE_MS = 240_000;

const compilers: Readonly<Record<Language, Compiler>> = { python, go, java };

/**
 * Runs the snippets of docs/factors, and the tests of docs/testing.md, with the newest SDK of each language among these.
 * Whether all print what they show.
 */
export async function runSnippets(clients: readonly Client[]): Promise<boolean> {
  let good = true;
  for (const language of languages) {
    const client = clients.find(({ client, newest }) => newest && client.startsWith(`${language}-`));
    if (client) good = (await runLanguage(language, client)) && good;
  }
  return good;
}

async function runLanguage(language: Language, client: Client): Promise<boolean> {
  prepare(client);
  const compiler = compilers[language];
  const wrong: string[] = [];
  const service = await startService({ https: client.toolchain.https });
  const world = new World(service);
  const servers = await startPageServers();
  const own = (code: string) =>
    servers.at(code).replaceAll(compiler.address, service.url).replaceAll('dev-token', service.token);
  const served = (program: Program) => ({ ...program, setup: own(program.setup), code: own(program.code) });
  const attempt = async ({ page }: Program, run: () => void) => {
    await world.must('POST', '/dev/reset');
    try {
      run();
    } catch (error) {
      wrong.push(`docs/${page}.md, ${language}: ${error}`);
    }
  };
  const programs = programsIn(language).map(served);
  const test = served(testIn(language));
  try {
    const start = compiler.compile(client, programs, service);
    for (const program of programs) {
      await attempt(program, () => assertPrinted(program.snippets, printed(start(program))));
    }
    await attempt(test, () => printed(compiler.test(client, test, service)));
  } finally {
    servers.close();
    await service.close();
  }
  const all = programs.length + 1;
  console.log(`- snippets in ${language} (${client.version}): ${all - wrong.length} of ${all} passed`);
  for (const line of wrong) console.log(`  ${line}`);
  return wrong.length === 0;
}

/** Runs a command to its end; throws if it fails. */
const printed = ({ file, args, cwd, env }: Command): string => shell(file, args, cwd, env, PATIENCE_MS);
