import type { Phone } from '../../domain/values/phone.ts';
import type { Engine } from '../engine.ts';
import { phones } from '../schema/users.ts';
import { flag, optional } from '../shared/columns.ts';
import { allColumns, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

const ofUser = select(allColumns(phones), 'from phones where user_id = $1 order by channel');

/** The phones a user has been reached at, one per channel. */
export async function phonesOf(engine: Engine, userId: string): Promise<readonly Phone[]> {
  return (await read(engine, ofUser, [userId])).map((row) => ({
    id: row.id,
    userId,
    channel: row.channel,
    number: row.number,
    e164: row.e164,
    verified: row.verified === 1,
    ...optional('extension', row.extension),
  }));
}

const saveText = `${insertText(phones)} on conflict (user_id, channel) do update set
    id = case when phones.e164 = excluded.e164 then phones.id else excluded.id end, number = excluded.number,
    e164 = excluded.e164, extension = excluded.extension, verified = excluded.verified`;

/** Writes of phones. */
export const phoneWrites: Writers<'savePhone' | 'removePhone'> = {
  /** A user's phone keeps its id as long as it is the same number. */
  *savePhone({ phone }) {
    const row = {
      user_id: phone.userId,
      channel: phone.channel,
      id: phone.id,
      number: phone.number,
      e164: phone.e164,
      extension: phone.extension ?? null,
      verified: flag(phone.verified),
    };
    yield { text: saveText, values: valuesOf(phones, row) };
    return 'done';
  },

  *removePhone({ userId, channel }) {
    yield { text: 'delete from phones where user_id = $1 and channel = $2', values: [userId, channel] };
    return 'done';
  },
};
