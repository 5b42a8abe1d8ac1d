import { yubikeyStatuses } from '../../contract/hardwareTokens/yubikey.ts';
import type { ListedYubikey } from '../../store/searches.ts';
import { toCsv } from '../shared/csv.ts';
import { Download, encodeCursor, Page, type PageQuery, readCursor } from '../shared/replies.ts';
import { type Filterable, filterOf } from '../shared/scimFilter.ts';
import type { Handler, Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { describeYubikey, withHolder } from './describeYubikey.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 200;
/** Both the default and the most of a download. */
const DOWNLOAD_LIMIT = 1000;
const CURSOR = /^(.*)\|(ykk[0-9A-Za-z]{17})$/;

const filterable: Filterable = {
  attributes: new Map([
    ['profile.email', 'text'],
    ['profile.serial', 'text'],
    ['activated', 'time'],
    ['user.id', 'id'],
    ['created', 'time'],
    ['status', 'status'],
    ['lastVerified', 'time'],
  ]),
  statuses: yubikeyStatuses,
  example: 'status eq "UNASSIGNED"',
};

/**
 * The pool, oldest first unless asked otherwise; as JSON or, with `forDownload`, as a CSV file (facts 142, 215, 216).
 */
export const listYubikeyOtpTokens: Handler<'listYubikeyOtpTokens'> = async (services, { query }) => {
  const { after, filter, expand, forDownload = false, sortBy = 'created', sortOrder = 'ASC' } = query;
  const most = forDownload ? DOWNLOAD_LIMIT : MAX_LIMIT;
  const limit = Math.min(query.limit ?? (forDownload ? DOWNLOAD_LIMIT : DEFAULT_LIMIT), most);
  // One more than asked for tells whether there is a next page.
  const found = await services.store.yubikeys.list({
    sortBy,
    descending: sortOrder === 'DESC',
    limit: limit + 1,
    ...(filter && { filter: filterOf('filter', filter, filterable) }),
    ...(after !== undefined && { after: cursorOf(after) }),
  });
  const listed = found.slice(0, limit);
  const last = found.length > limit ? listed.at(-1) : undefined;
  const rest: PageQuery = [
    ['limit', String(limit)],
    ...(['expand', 'filter', 'sortBy', 'sortOrder'] as const).flatMap((name) =>
      query[name] ? [[name, query[name]] as const] : [],
    ),
    ...(forDownload ? [['forDownload', 'true'] as const] : []),
  ];
  return new Page(
    forDownload ? csvOf(listed) : await resourcesOf(services, listed, expand === 'user'),
    after === undefined ? rest : [['after', after], ...rest],
    last && [['after', encodeCursor(last.key, last.token.id)], ...rest],
  );
};

function cursorOf(after: string): { readonly key: string; readonly id: string } {
  const [key, id] = readCursor(after, CURSOR);
  return { key, id };
}

const resourcesOf = (services: Services, listed: readonly ListedYubikey[], expand: boolean) =>
  Promise.all(
    listed.map(async ({ token }) => {
      const reply = describeYubikey(services.links, token);
      if (!expand || !token.holder) return reply;
      return withHolder(services, reply, await services.store.users.byId(token.holder.userId));
    }),
  );

/** Columns are called as they are sorted by. */
function csvOf(listed: readonly ListedYubikey[]): Download {
  const names = [
    ...['id', 'profile.serial', 'publicId', 'status', 'created', 'activated', 'lastVerified', 'lastUpdated'],
    ...['user.id', 'profile.email'],
  ];
  const rows = listed.map(({ token, email = '' }) => [
    ...[token.id, token.serial, token.publicId, token.status, timestamp(token.created)],
    ...[token.activated ? timestamp(token.activated) : '', timestamp(token.lastVerified), timestamp(token.lastUpdated)],
    ...[token.holder?.userId ?? '', email],
  ]);
  return new Download(toCsv(names, rows), 'yubikey-tokens.csv');
}
