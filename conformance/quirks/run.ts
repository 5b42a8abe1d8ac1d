import type { Client } from '../clients.ts';
import { startService } from '../driver/service.ts';
import { World } from '../driver/world.ts';
import { known } from '../expectations/known.ts';
import { fixturesOf } from './fixtures.ts';
import { javaReader } from './javaReader.ts';
import { judge } from './judge.ts';
import type { Reader } from './reader.ts';
import { sdkReader } from './sdkReader.ts';

/** The SDKs with quirks that can make calls here. */
const quirky: readonly string[] = ['python-3', 'python-2', 'go-6', 'go-5'];
/** Those for Java of which the models alone can be had. */
const javaModels = ['20.0.0', '19.0.0'] as const;

/** Tries the quirks of every SDK that is there with its own models; whether each is needed, and enough. */
export async function runQuirks(chosen: readonly Client[]): Promise<boolean> {
  const readers: (() => Reader | Promise<Reader>)[] = [];
  for (const client of chosen) {
    if (quirky.includes(client.client)) readers.push(() => sdkReader(client));
    if (client.newest && client.toolchain.language === 'Java')
      readers.push(...javaModels.map((version) => () => javaReader(version)));
  }
  const service = await startService({ https: false });
  const fixtures = await fixturesOf(new World(service)).finally(() => service.close());
  let good = true;
  for (const open of readers) {
    const reader = await open();
    const { needed, wrong } = await judge(reader, fixtures, known).finally(() => reader.close());
    console.log(`- quirks of ${reader.client}: ${needed.size} needed: ${[...needed].sort().join(', ')}`);
    for (const line of wrong) console.log(`  ${line}`);
    good = wrong.length === 0 && good;
  }
  console.log('- quirks of .NET 10 are not tried: no .NET is installed here, and its models were read in source');
  return good;
}
