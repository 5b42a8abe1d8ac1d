import type { Phone, PhoneChannel } from '../../domain/values/phone.ts';
import type { Engine } from '../engine.ts';
import { optional } from '../shared/columns.ts';
import type { Writers } from '../writers.ts';

/** The phones a user has been reached at, one per channel. */
export async function phonesOf(engine: Engine, userId: string): Promise<readonly Phone[]> {
  const rows = await engine.read({
    text: 'select channel, id, number, e164, extension, verified from phones where user_id = $1 order by channel',
    values: [userId],
  });
  return rows.map((row) => ({
    id: row.id as string,
    userId,
    channel: row.channel as PhoneChannel,
    number: row.number as string,
    e164: row.e164 as string,
    verified: row.verified === 1,
    ...optional('extension', row.extension as string | null),
  }));
}

export const phoneWrites: Writers<'savePhone' | 'removePhone'> = {
  /** A user's phone keeps its id as long as it is the same number. */
  *savePhone({ phone }) {
    yield {
      text: `insert into phones (user_id, channel, id, number, e164, extension, verified) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (user_id, channel) do update set id = case when phones.e164 = excluded.e164 then phones.id else excluded.id end, number = excluded.number, e164 = excluded.e164,
          extension = excluded.extension, verified = excluded.verified`,
      values: [
        phone.userId,
        phone.channel,
        phone.id,
        phone.number,
        phone.e164,
        phone.extension ?? null,
        phone.verified ? 1 : 0,
      ],
    };
    return 'done';
  },

  *removePhone({ userId, channel }) {
    yield { text: 'delete from phones where user_id = $1 and channel = $2', values: [userId, channel] };
    return 'done';
  },
};
