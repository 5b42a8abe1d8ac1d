import { ConfigError } from '../config.ts';
import { Fault } from '../domain/values/fault.ts';
import { plain } from './plain.ts';

/** Says what an operation refuses as the command line does: in one line, with the exit code of a mistake. */
export const withRefusals = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    if (error instanceof Fault) throw new ConfigError(plain(error.causes.join('; ') || error.message));
    throw error;
  });
