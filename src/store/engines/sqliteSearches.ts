import type { SQLInputValue } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Database } from '../schema/database.ts';
import type { SearchThreads } from './searchThreads.ts';

/** Kysely over threads that search: what they read was written before, and they write nothing. */
export function searchedBy({ search }: SearchThreads): Kysely<Database> {
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery) {
      return { rows: (await search(sql, parameters as readonly SQLInputValue[])) as R[] };
    },
    streamQuery() {
      throw new Error('searches are read whole');
    },
  };
  const none = async () => {
    throw new Error('a search is no transaction');
  };
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => connection,
        beginTransaction: none,
        commitTransaction: none,
        rollbackTransaction: none,
        releaseConnection: async () => {},
        destroy: async () => {},
      }),
    },
  });
}
