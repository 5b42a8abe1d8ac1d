import { createHash } from 'node:crypto';
import type { Vault } from '../../crypto/vault.ts';
import type { OtpSecrets } from '../../domain/hardwareTokens/yubicoOtp.ts';
import { type YubikeySeed, type YubikeyToken, yubikeyClaim } from '../../domain/hardwareTokens/yubikeyPool.ts';
import type { YubikeyRecord } from '../../domain/hardwareTokens/yubikeyRecord.ts';
import type { Applied } from '../change.ts';
import type { Engine, Steps } from '../engine.ts';
import { factorClaims } from '../schema/factors.ts';
import { yubikeyCounts, yubikeyTokens } from '../schema/hardwareTokens.ts';
import { yubikeySecrets } from '../sealed/sealedColumns.ts';
import { instant, optional, optionalInstant, text } from '../shared/columns.ts';
import { columns, combined, insertText, leftJoined, type RowIn, read, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

/** Joins token `t` with the claim `c` of the factor it is assigned to. */
export const isHeld = `c.claim = '${yubikeyClaim('')}' || t.id`;

/** A token `t` and the claim `c` on it, if any. */
export const yubikeyColumns = combined(
  columns(
    yubikeyTokens,
    ['id', 'serial', 'public_id', 'created_at', 'activated_at', 'last_verified_at', 'updated_at'],
    't',
  ),
  leftJoined(columns(factorClaims, ['user_id', 'factor_id'], 'c')),
);

const byPublicId = select(
  combined(
    yubikeyColumns,
    columns(yubikeyTokens, ['secrets'], 't'),
    leftJoined(columns(yubikeyCounts, ['last_count'], 'n')),
  ),
  `from yubikey_tokens t
    left join yubikey_counts n on n.seed_digest = t.seed_digest
    left join factor_claims c on ${isHeld}
    where t.public_id = $1`,
);

const byId = select(yubikeyColumns, `from yubikey_tokens t left join factor_claims c on ${isHeld} where t.id = $1`);

/** One token with its secrets, by the name its passcodes start with. */
export async function yubikeyByPublicId(
  engine: Engine,
  vault: Vault,
  publicId: string,
): Promise<YubikeyToken | undefined> {
  const [row] = await read(engine, byPublicId, [publicId]);
  if (!row) return undefined;
  const { id, serial, status } = toYubikey(row);
  const { privateId, aesKey } = yubikeySecrets.open(vault, row.secrets, row) as OtpSecrets;
  return { id, serial, status, publicId, privateId, aesKey, count: row.last_count ?? -1 };
}

/** One token as administrators see it. */
export async function yubikeyById(engine: Engine, id: string): Promise<YubikeyRecord | undefined> {
  const [row] = await read(engine, byId, [id]);
  return row && toYubikey(row);
}

const insertTokenText = `${insertText(yubikeyTokens)} on conflict (public_id) do nothing returning id`;

/** Writes of the pool of YubiKeys. */
export const yubikeyWrites: Writers<
  'insertYubikey' | 'removeYubikey' | 'assignYubikey' | 'useYubikey' | 'releaseYubikey'
> = {
  *insertYubikey({ id, seed, at }, vault) {
    const { serial, publicId, privateId, aesKey } = seed;
    const secrets: OtpSecrets = { privateId, aesKey };
    const row = {
      id,
      serial,
      public_id: publicId,
      secrets: yubikeySecrets.seal(vault, secrets, { id, public_id: publicId }),
      seed_digest: seedDigest(seed),
      created_at: text(at),
      activated_at: null,
      last_verified_at: text(at),
      updated_at: text(at),
    };
    const won = yield { text: insertTokenText, values: valuesOf(yubikeyTokens, row) };
    return won.length === 0 ? 'taken' : 'done';
  },

  /** Only as it was read: one that is assigned meanwhile stays. */
  *removeYubikey({ token }) {
    const removed = yield {
      text: `delete from yubikey_tokens where id = $1 and coalesce(activated_at, '') = $2 returning id`,
      values: [token.id, token.activated ? text(token.activated) : ''],
    };
    return removed.length === 0 ? 'stale' : 'done';
  },

  /** Once in the life of a token; two who enroll it at the same time cannot both. */
  *assignYubikey({ tokenId, count, at }) {
    const assigned = yield {
      text: `update yubikey_tokens set activated_at = $2, last_verified_at = $2, updated_at = $2
        where id = $1 and activated_at is null returning id`,
      values: [tokenId, text(at)],
    };
    return assigned.length === 0 ? 'stale' : yield* advance(tokenId, count);
  },

  *useYubikey({ tokenId, count, at }) {
    yield { text: 'update yubikey_tokens set last_verified_at = $2 where id = $1', values: [tokenId, text(at)] };
    return yield* advance(tokenId, count);
  },

  *releaseYubikey({ tokenId, at }) {
    yield { text: 'update yubikey_tokens set updated_at = $2 where id = $1', values: [tokenId, text(at)] };
    return 'done';
  },
};

/** A seed's count only grows, whoever uses it: the last guard against accepting a passcode twice. */
function* advance(tokenId: string, count: number): Steps<Applied> {
  const advanced = yield {
    text: `insert into yubikey_counts (seed_digest, last_count)
      select seed_digest, cast($2 as integer) from yubikey_tokens where id = $1
      on conflict (seed_digest) do update set last_count = excluded.last_count
        where yubikey_counts.last_count < excluded.last_count
      returning last_count`,
    values: [tokenId, count],
  };
  return advanced.length === 0 ? 'stale' : 'done';
}

/** Tells whether an uploaded seed has been here before; 176 random bits need no slow hash. */
const seedDigest = ({ publicId, privateId, aesKey }: YubikeySeed): string =>
  createHash('sha256').update(`${publicId} ${privateId} ${aesKey}`).digest('base64url');

/** A token as administrators see it. One that was assigned once and is no longer, is BLOCKED. */
export const toYubikey = (row: RowIn<typeof yubikeyColumns>): YubikeyRecord => ({
  id: row.id,
  serial: row.serial,
  publicId: row.public_id,
  status: row.factor_id !== null ? 'ACTIVE' : row.activated_at === null ? 'UNASSIGNED' : 'BLOCKED',
  created: instant(row.created_at),
  lastVerified: instant(row.last_verified_at),
  lastUpdated: instant(row.updated_at),
  ...optional('activated', optionalInstant(row.activated_at)),
  ...optional('holder', row.factor_id === null ? undefined : { userId: row.user_id, factorId: row.factor_id }),
});
