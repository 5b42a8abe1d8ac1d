import type { Tracing } from '../domain/tracing/tracing.ts';
import type { Change } from './change.ts';
import type { Engine } from './engine.ts';
import type { Store } from './store.ts';

type Work = (...given: readonly unknown[]) => Promise<unknown>;

/** The longest name of a span, in characters (semantic conventions, `db.query.summary`). */
const LONGEST = 255;

/**
 * A store that says what is read and written, by name: `factors.find`, and for a change the names of its writes. Nothing
 * that is looked for or stored is told.
 */
export function tracedStore(store: Store, tracing: Tracing | undefined, engine: Engine['name']): Store {
  if (!tracing) return store;
  const system = engine === 'sqlite' ? 'sqlite' : 'postgresql';
  const span = <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const facts = { 'db.system.name': system, 'db.operation.name': name } as const;
    return tracing.span({ name, kind: 'client', facts }, work);
  };
  const traced = (group: string, reads: object): object =>
    Object.fromEntries(
      Object.entries(reads as Record<string, Work>).map(([name, work]) => [
        name,
        (...given: readonly unknown[]) => span(`${group}.${name}`, () => work(...given)),
      ]),
    );
  const groups = Object.entries(store).filter(([, member]) => typeof member === 'object');
  return {
    ...store,
    ...Object.fromEntries(groups.map(([group, reads]) => [group, traced(group, reads)])),
    apply: (change) => span(nameOf(change), () => store.apply(change)),
  };
}

const nameOf = (change: Change): string =>
  ['apply', ...new Set(change.map((write) => write.do))].join(' ').slice(0, LONGEST);
