import type { Vault } from '../../crypto/vault.ts';
import type { Organization } from '../../domain/org/organization.ts';
import { type Engine, only } from '../engine.ts';
import { settings } from '../schema/settings.ts';
import { setting } from '../sealed/sealedColumns.ts';
import { instant, text } from '../shared/columns.ts';
import { columns, read, select } from '../shared/query.ts';

const NAME = 'organization';
const sealed = select(columns(settings, ['value']), 'from settings where name = $1');

/** The organization as stored, with the instant as text. */
type Stored = Omit<Organization, 'created'> & { readonly created: string };

/** The organization of a database: its ids are made once, and all processes that share the database say the same. */
export async function readOrganization(engine: Engine, vault: Vault, make: () => Organization): Promise<Organization> {
  const stored = await find(engine, vault);
  if (stored) return stored;
  const made = make();
  const insert = 'insert into settings (name, value) values ($1, $2) on conflict (name) do nothing';
  const value = setting.seal(vault, { ...made, created: text(made.created) } satisfies Stored, { name: NAME });
  await engine.write(() => only({ text: insert, values: [NAME, value] }));
  // Not the one just made: another process may have been first.
  return (await find(engine, vault)) as Organization;
}

async function find(engine: Engine, vault: Vault): Promise<Organization | undefined> {
  const [row] = await read(engine, sealed, [NAME]);
  if (!row) return undefined;
  const { created, ...ids } = setting.open(vault, row.value, { name: NAME }) as Stored;
  return { ...ids, created: instant(created) };
}
