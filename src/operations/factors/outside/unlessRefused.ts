import { Fault } from '../../../domain/values/fault.ts';

/** Does something about a question of which the factor or the user may be gone by now; undefined where that is refused. */
export async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault && error.error !== 'internal') return undefined;
    throw error;
  }
}
