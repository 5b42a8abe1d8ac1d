import type { HelpDeskRequest } from '../../domain/helpDesk/helpDeskRequest.ts';
import type { HelpDeskReads } from '../accessReads.ts';
import type { Engine, Steps } from '../engine.ts';
import { helpDeskRequests } from '../schema/helpDesk.ts';
import type { RowOf } from '../schema/table.ts';
import { instant, optional, optionalInstant, optionalText, text } from '../shared/columns.ts';
import { allColumns, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

/** No rule looks further back: a cooling-off has at most 30 days, a request lives for one. */
const KEPT = Temporal.Duration.from({ hours: 24 * 32 });
const MOST_WAITING = 200;

const ofUser = select(
  allColumns(helpDeskRequests),
  'from help_desk_requests where user_id = $1 order by created_at desc, id desc',
);
const waiting = select(
  allColumns(helpDeskRequests),
  `from help_desk_requests where created_at > $1 and status = 'WAITING' and approval = 'ADMINISTRATOR' and expires_at > $2
    order by created_at, id limit ${MOST_WAITING}`,
);

/** Reads of the help desk's requests. */
export function helpDeskReads(engine: Engine): HelpDeskReads {
  return {
    ofUser: async (userId) => (await read(engine, ofUser, [userId])).map(toRequest),
    waiting: async (now) => (await read(engine, waiting, [text(now.subtract(KEPT)), text(now)])).map(toRequest),
  };
}

const saveText = `update help_desk_requests
  set remaining = $3, status = $4, transaction_id = $5, decided_by = $6, used_at = $7, version = version + 1
  where id = $1 and version = $2 returning id`;

const savedValues = (request: HelpDeskRequest) => {
  const row = rowOf(request);
  return [row.id, row.version, row.remaining, row.status, row.transaction_id, row.decided_by, row.used_at];
};

/** Writes of the help desk's requests. */
export const helpDeskWrites: Writers<'insertHelpDeskRequest' | 'saveHelpDeskRequest' | 'useHelpDeskRequest'> = {
  *insertHelpDeskRequest({ request }) {
    const row = rowOf(request);
    yield {
      text: `delete from help_desk_requests where user_id = $1 and used_at is null and requester = $2 and action = $3`,
      values: [row.user_id, row.requester, row.action],
    };
    yield { text: insertText(helpDeskRequests), values: valuesOf(helpDeskRequests, row) };
    return 'done';
  },

  *saveHelpDeskRequest({ request }) {
    return (yield { text: saveText, values: savedValues(request) }).length === 0 ? 'stale' : 'done';
  },

  *useHelpDeskRequest({ request }) {
    if ((yield { text: saveText, values: savedValues(request) }).length === 0) return 'stale';
    yield {
      text: 'update help_desk_requests set version = version + 1 where user_id = $1 and id <> $2',
      values: [request.userId, request.id],
    };
    return 'done';
  },
};

/** Removes the requests that no rule looks at any more. */
export function* sweepHelpDeskRequests(now: Temporal.Instant): Steps<void> {
  yield { text: 'delete from help_desk_requests where created_at < $1', values: [text(now.subtract(KEPT))] };
}

const rowOf = (request: HelpDeskRequest): RowOf<typeof helpDeskRequests> => ({
  id: request.id,
  user_id: request.userId,
  action: request.action,
  factor_ids: JSON.stringify(request.factorIds),
  remaining: JSON.stringify(request.left),
  status: request.status,
  approval: request.approval,
  factor_id: request.factorId ?? null,
  transaction_id: request.transactionId ?? null,
  requester: request.requester,
  requester_user_id: request.requesterUserId ?? null,
  decided_by: request.decidedBy ?? null,
  reason: request.reason ?? null,
  ticket: request.ticket ?? null,
  created_at: text(request.created),
  expires_at: text(request.expires),
  used_at: optionalText(request.used),
  version: request.version,
});

const toRequest = (row: RowOf<typeof helpDeskRequests>): HelpDeskRequest => ({
  id: row.id,
  userId: row.user_id,
  action: row.action,
  factorIds: JSON.parse(row.factor_ids) as string[],
  left: JSON.parse(row.remaining) as string[],
  status: row.status,
  approval: row.approval,
  ...optional('factorId', row.factor_id),
  ...optional('transactionId', row.transaction_id),
  requester: row.requester,
  ...optional('requesterUserId', row.requester_user_id),
  ...optional('decidedBy', row.decided_by),
  ...optional('reason', row.reason),
  ...optional('ticket', row.ticket),
  created: instant(row.created_at),
  expires: instant(row.expires_at),
  ...optional('used', optionalInstant(row.used_at)),
  version: row.version,
});
