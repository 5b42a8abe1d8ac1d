import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import type { MessageRecord } from '../../domain/messages/messageRecord.ts';
import type { Links } from '../shared/links.ts';
import { encodeCursor, Page, type PageQuery, readCursor } from '../shared/replies.ts';
import type { Handler } from '../shared/services.ts';
import { messageSubject } from './messageSubject.ts';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 20;
const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\|([\w-]{1,64})$/;

/** The messages of a user, newest first: what support asks for is mostly the last one. */
export const listMessages: Handler<'listUserMessages'> = async (services, { params, query, caller }) => {
  const { userId } = await messageSubject(services, params.userId, caller);
  const limit = Math.min(query.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
  const after = query.after === undefined ? undefined : cursorOf(query.after);
  // One more than asked for tells whether there is a next page.
  const found = await services.store.messages.page(userId, { limit: limit + 1, ...(after && { after }) });
  const last = found.length > limit ? found[limit - 1] : undefined;
  const rest: PageQuery = [['limit', String(limit)]];
  return new Page(
    found.slice(0, limit).map((message) => describeMessage(services.links, message)),
    query.after === undefined ? rest : [['after', query.after], ...rest],
    last && [['after', encodeCursor(millisecondTimestamp(last.created), last.id)], ...rest],
  );
};

/** To the millisecond, unlike the times of Okta's objects: much happens to a message within a second. */
export const millisecondTimestamp = (at: Temporal.Instant): string => at.toString({ fractionalSecondDigits: 3 });

function describeMessage(links: Links, message: MessageRecord): Reply<Operations['listUserMessages']>[number] {
  const { challengeId: _, userId, factorId, attempts, created, expires, sent, reported, verified, ...rest } = message;
  return {
    ...rest,
    ...(factorId !== '' && { factorId }),
    attempts: attempts.map((attempt) => ({ ...attempt })),
    created: millisecondTimestamp(created),
    expires: millisecondTimestamp(expires),
    ...(sent && { sent: millisecondTimestamp(sent) }),
    ...(reported && { reported: millisecondTimestamp(reported) }),
    ...(verified && { verified: millisecondTimestamp(verified) }),
    _links: links.message({ userId, factorId }),
  };
}

function cursorOf(after: string): { readonly created: string; readonly id: string } {
  const [created, id] = readCursor(after, CURSOR);
  return { created, id };
}
