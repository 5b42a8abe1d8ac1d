import type { MasterKeys } from '../config.ts';
import { keyWrapperTypes } from '../masterKeys/index.ts';
import { readMasterKeys } from '../masterKeys/readMasterKeys.ts';

/** The keys of COFACTOR_MASTER_KEY, unwrapped. A device that unwraps them has its settings in the environment. */
export const masterKeysOf = (text: string | undefined): Promise<MasterKeys> =>
  readMasterKeys(text, keyWrapperTypes, process.env);
