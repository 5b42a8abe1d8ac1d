import { ConfigError } from '../../config.ts';
import { randomBytes } from '../../crypto/random.ts';
import { keyWrapperTypes } from '../../masterKeys/index.ts';
import { wrapMasterKey } from '../../masterKeys/readMasterKeys.ts';
import { masterKeysOf } from '../masterKeys.ts';

export interface WrapFlags {
  /** Wraps the newest key of COFACTOR_MASTER_KEY instead of a new one. */
  readonly current?: boolean;
}

/** `cofactor master-key wrap KEY`: prints a part of COFACTOR_MASTER_KEY that only that service or device can read. */
export async function wrapKey(reference: string, flags: WrapFlags, masterKey: string | undefined): Promise<void> {
  if (flags.current && masterKey === undefined) throw new ConfigError('--current wraps a key of COFACTOR_MASTER_KEY');
  const key = flags.current ? (await masterKeysOf(masterKey))[0] : randomBytes(32);
  process.stdout.write(`${await wrapMasterKey(key, reference, keyWrapperTypes, process.env)}\n`);
}
