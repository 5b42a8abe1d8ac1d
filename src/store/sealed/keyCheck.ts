import type { Vault } from '../../crypto/vault.ts';
import { type Engine, only } from '../engine.ts';
import { settings } from '../schema/settings.ts';
import { columns, read, select } from '../shared/query.ts';
import { countKeys, countText, type KeyUse, valuesAre } from './countKeys.ts';
import { setting } from './sealedColumns.ts';

const NAME = 'key_check';
const checkValue = select(columns(settings, ['value']), 'from settings where name = $1');

/**
 * Refuses (WrongKey) to run with master keys that cannot open all that this database has sealed, before anything is served,
 * and says how much would be lost. The vault it gives refuses the former form if nothing has it any more.
 */
export async function checkKeys(engine: Engine, vault: Vault): Promise<Vault> {
  await checkNewest(engine, vault);
  const uses = await countKeys(engine);
  const lost = uses.filter((use) => isMissing(use, vault));
  if (lost.length > 0) {
    const ids = idsOf(lost).join(', ');
    throw new WrongKey(
      `COFACTOR_MASTER_KEY lacks the older key ${ids}, without which ${countText(lost)} sealed ${valuesAre(lost)} lost; ` +
        `put it after the newest until cofactor reseal is through${wayOut(lost)}`,
    );
  }
  return uses.some(({ former }) => former) ? vault : vault.withoutFormer();
}

/** A value by which a database that is otherwise empty knows its key as well. It is always sealed with the newest. */
async function checkNewest(engine: Engine, vault: Vault): Promise<void> {
  const [row] = await read(engine, checkValue, [NAME]);
  if (row) {
    try {
      setting.open(vault, row.value, { name: NAME });
    } catch (cause) {
      const lost = (await countKeys(engine)).filter((use) => isMissing(use, vault));
      const text = 'COFACTOR_MASTER_KEY is not the key this database was sealed with';
      throw new WrongKey(`${text}; without that key ${countText(lost)} sealed ${valuesAre(lost)} lost${wayOut(lost)}`, {
        cause,
      });
    }
  }
  const text = `insert into settings (name, value) values ($1, $2)
    on conflict (name) do update set value = excluded.value`;
  await engine.write(() => only({ text, values: [NAME, setting.seal(vault, NAME, { name: NAME })] }));
}

const idsOf = (uses: readonly KeyUse[]): readonly string[] => [...new Set(uses.map(({ keyId }) => keyId))];

/** The command for a key that nobody has any more. A check value that was changed by hand leaves no key to name. */
const wayOut = (lost: readonly KeyUse[]): string =>
  idsOf(lost)
    .map((id) => `; if nobody has it any more: cofactor reseal --discard ${id}`)
    .join('');

const isMissing = ({ keyId }: KeyUse, { keyIds }: Vault): boolean => !keyIds.includes(keyId);

/** Thrown when the master keys do not open what this database has sealed. */
export class WrongKey extends Error {
  override readonly name = 'WrongKey';
}
