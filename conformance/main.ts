import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Client, clients } from './clients.ts';
import { differences } from './driver/judge.ts';
import { pageIsTrue, writePage } from './driver/page.ts';
import type { Result } from './driver/result.ts';
import { run } from './driver/run.ts';
import { type Column, columnOf, table } from './driver/table.ts';
import { known } from './expectations/known.ts';
import { runOauth } from './oauth/run.ts';
import { runQuirks } from './quirks/run.ts';
import { runSnippets } from './snippets/run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    older: { type: 'boolean', default: false },
    snippets: { type: 'boolean', default: false },
    quirks: { type: 'boolean', default: false },
    oauth: { type: 'boolean', default: false },
    part: { type: 'string', multiple: true, default: [] },
    write: { type: 'boolean', default: false },
    results: { type: 'string' },
  },
});

/** `npm run conformance -- --help` has no page of its own: README.md beside this file explains the flags. */
async function main(): Promise<boolean> {
  const chosen = clients.filter(isChosen);
  const missing = new Set(chosen.map(({ toolchain }) => toolchain).filter((toolchain) => !toolchain.present()));
  for (const { language, packages } of missing) {
    console.log(`!!! ${language} is SKIPPED: it is not there. On Debian: apt-get install ${packages.join(' ')}`);
  }
  const there = chosen.filter(({ toolchain }) => !missing.has(toolchain));
  let good = !values.short || missing.size === 0;
  const whole = !values.snippets && !values.quirks && !values.oauth;
  const all = whole && positionals.length === 0 && values.part.length === 0 && !values.older;
  if (whole) good = (await tryAll(there.filter(({ oauthAlone }) => !oauthAlone))) && good;
  if (values.quirks || all) good = (await runQuirks(there)) && good;
  if (values.oauth || all) good = (await runOauth(there)) && good;
  if (values.snippets || all) good = (await runSnippets(there)) && good;
  return good;
}

function isChosen({ client, newest }: Client): boolean {
  if (positionals.length > 0) return positionals.includes(client);
  if (values.short || values.snippets) return newest;
  return !(values.older && newest);
}

/** Takes these clients through the scenario. Whether all went as expected, and as the page says. */
async function tryAll(chosen: readonly Client[]): Promise<boolean> {
  const columns = new Map<string, Column>();
  const found: Record<string, readonly Result[]> = {};
  let good = true;
  for (const client of chosen) {
    const results = await run(client, values.part);
    found[client.client] = results;
    columns.set(client.title, columnOf(results));
    good = report(client, results) && good;
  }
  if (values.results) writeFileSync(values.results, JSON.stringify(found, undefined, 1));
  console.log(`\n${table(columns)}`);
  if (values.part.length > 0) return good;
  if (values.write) writePage(columns, known);
  if (pageIsTrue(columns, known)) return good;
  console.log('\ndocs/clients.md says something else: npm run conformance -- --write');
  return false;
}

/** Says how a client did. Whether all was as expected; a run of some parts is not compared with the expectations. */
function report({ client, version }: Client, results: readonly Result[]): boolean {
  const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
  console.log(
    `- ${client} (${version}): ${count('passed')} passed, ${count('failed')} failed, ${count('absent')} absent`,
  );
  const wrong = differences(client, results, known);
  for (const line of wrong) console.log(`  ${line}`);
  return wrong.length === 0;
}

if (!(await main())) process.exitCode = 1;
