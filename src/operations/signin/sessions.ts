import type { Caller } from '../../contract/shared/operation.ts';
import { isProven, PROOF_LASTS, type Session, sessionWorks } from '../../domain/access/session.ts';
import { fault } from '../../domain/values/fault.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Handler, Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { findUserByName } from '../users/findUser.ts';

/** The sessions of a user that are good for anything, oldest first. */
export const listUserSessions: Handler<'listUserSessions'> = async (services, { params, caller }) => {
  const user = await findUserByName(services, params.userId, caller);
  const now = services.now();
  const held = await services.store.sessions.ofUser(user.id);
  return held.filter((one) => sessionWorks(one, now)).map(({ session }) => describeSession(session, now));
};

const describeSession = (
  { id, userId, factorId, provider, created, used, proven }: Session,
  now: Temporal.Instant,
) => ({
  id,
  userId,
  ...(factorId !== undefined && { factorId }),
  ...(provider && { issuer: provider.issuer }),
  created: timestamp(created),
  lastUsed: timestamp(used),
  lastFactorVerification: timestamp(proven),
  needsFactor: !isProven({ proven }, now),
  factorNeededAfter: timestamp(proven.add(PROOF_LASTS)),
});

/** Ends one session of a user; 404 when it is over already. */
export const revokeUserSession: Handler<'revokeUserSession'> = async (services, { params, caller }) => {
  const now = services.now();
  const { id: userId } = await findUserByName(services, params.userId, caller);
  const id = params.sessionId;
  const entry = logEntry({ caller, now }, { event: 'user.session.clear', userId, detail: { sessionId: id } });
  const applied = await services.store.apply([{ do: 'endSession', userId, id }, entry]);
  if (applied !== 'done') throw fault('notFound', { id, type: 'AppSession' });
  return {};
};

/** Ends every session of a user; with `forgetDevices` everybody is a stranger to the user afterwards. */
export const revokeUserSessions: Handler<'revokeUserSessions'> = async (services, { params, query, caller }) => {
  const now = services.now();
  const { id: userId } = await findUserByName(services, params.userId, caller);
  await services.store.apply([
    { do: 'endSessions', userId },
    logEntry({ caller, now }, { event: 'user.session.clear', userId }),
    ...(query.forgetDevices
      ? ([
          { do: 'forgetRequesters', userId },
          logEntry({ caller, now }, { event: 'cofactor.device.forget_all', userId }),
        ] as const)
      : []),
  ]);
  return {};
};

/** Ends the session of the person who signs out. */
export async function signOut(
  services: Services,
  { userId, id }: Pick<Session, 'userId' | 'id'>,
  asking: Omit<Caller, 'principal'>,
): Promise<void> {
  const now = services.now();
  const caller = { ...asking, principal: { kind: 'session', id, userId, sessionId: id } } as const;
  await services.store.apply([
    { do: 'endSession', userId, id },
    logEntry({ caller, now }, { event: 'user.session.end', userId, detail: { sessionId: id } }),
  ]);
}
