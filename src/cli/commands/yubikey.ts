import { ConfigError } from '../../config.ts';
import { newId } from '../../crypto/ids.ts';
import { randomBytes } from '../../crypto/random.ts';
import { createVault } from '../../crypto/vault.ts';
import type { YubikeySeed } from '../../domain/hardwareTokens/yubikeyPool.ts';
import { readSeed } from '../../domain/hardwareTokens/yubikeySeed.ts';
import { Fault } from '../../domain/values/fault.ts';
import { registerYubikey } from '../../operations/hardwareTokens/registerYubikey.ts';
import { masterKeysOf } from '../masterKeys.ts';
import { textFile } from '../textFile.ts';
import { type Where, withStore } from '../withStore.ts';

const MAX_COMPLAINTS = 20;

/** `cofactor yubikey import FILE`: nothing is imported of a file that has a line nobody can read. */
export async function importYubikeys(file: string, flags: Where, masterKey: string | undefined): Promise<void> {
  const vault = createVault(await masterKeysOf(masterKey));
  const seeds = seedsOf(file);
  await withStore(
    flags,
    async (store) => {
      const services = {
        store,
        now: () => Temporal.Now.instant(),
        newId: (prefix: string) => newId(prefix, randomBytes),
      };
      let known = 0;
      for (const seed of seeds) {
        if ((await registerYubikey(services, seed)) === 'taken') known += 1;
      }
      process.stdout.write(`imported ${seeds.length - known}, ${known} in the pool already\n`);
    },
    vault,
  );
}

/** One key a line; a line of names, empty lines and comments are skipped. What is in a bad line is not repeated. */
function seedsOf(file: string): readonly YubikeySeed[] {
  const complaints: string[] = [];
  const seeds = textFile(file)
    .split(/\r?\n/)
    .flatMap((line, index) => {
      const [serialNumber = '', publicId, privateId, aesKey] = line
        .split(',')
        .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
      if (line.trim() === '' || line.startsWith('#') || /^serial/i.test(serialNumber)) return [];
      const seed = readSeed({ serialNumber, publicId, privateId, aesKey });
      if (!(seed instanceof Fault)) return [seed];
      complaints.push(`line ${index + 1}: ${seed.causes.join('; ')}`);
      return [];
    });
  if (complaints.length > 0) {
    const more = complaints.length > MAX_COMPLAINTS ? ['…'] : [];
    throw new ConfigError(['nothing was imported', ...complaints.slice(0, MAX_COMPLAINTS), ...more].join('\n'));
  }
  return seeds;
}
