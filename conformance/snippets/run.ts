import { type Language, languages } from '../../test/support/docs/page.ts';
import { assertPrinted } from '../../test/support/docs/printed.ts';
import type { Client } from '../clients.ts';
import { prepare } from '../driver/prepare.ts';
import { startService } from '../driver/service.ts';
import { shell } from '../driver/shell.ts';
import { World } from '../driver/world.ts';
import type { Compiler } from './compiler.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { programsIn } from './program.ts';
import { python } from './python.ts';

/** The longest time a snippet may take, in milliseconds. */
const PATIENCE_MS = 60_000;

const compilers: Readonly<Record<Language, Compiler>> = { python, go, java };

/** Runs the snippets of docs/factors with the newest SDK of each language among these; whether all print what they show. */
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
  const own = (code: string) => code.replaceAll(compiler.address, service.url).replaceAll('dev-token', service.token);
  const programs = programsIn(language).map((program) => ({
    ...program,
    setup: own(program.setup),
    code: own(program.code),
  }));
  try {
    const start = compiler.compile(client, programs, service);
    for (const { page, snippets } of programs) {
      await world.must('POST', '/dev/reset');
      const { file, args, cwd, env } = start(page);
      try {
        assertPrinted(snippets, shell(file, args, cwd, env, PATIENCE_MS));
      } catch (error) {
        wrong.push(`docs/factors/${page}.md, ${language}: ${error}`);
      }
    }
  } finally {
    await service.close();
  }
  console.log(
    `- snippets in ${language} (${client.version}): ${programs.length - wrong.length} of ${programs.length} passed`,
  );
  for (const line of wrong) console.log(`  ${line}`);
  return wrong.length === 0;
}
