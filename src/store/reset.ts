import type { Engine, Steps } from './engine.ts';

const tables = ['users', 'limits', 'log', 'enrollment_settings'] as const;

/** Forgets all users, with their factors and phones, budgets, the log and what was switched off; API tokens stay. For development mode. */
export async function resetStore(engine: Engine): Promise<void> {
  await engine.write(function* (): Steps<void> {
    for (const table of tables) yield { text: `delete from ${table}`, values: [] };
  });
}
