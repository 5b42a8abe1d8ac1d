import { explain } from '../../domain/explain/explain.ts';
import type { Explanation, History } from '../../domain/explain/history.ts';
import { millisecondTimestamp } from '../messages/listMessages.ts';
import { messageSubject, type Subject } from '../messages/messageSubject.ts';
import type { Handler, Services } from '../shared/services.ts';
import { pressureOn } from './pressure.ts';

/** The time that an explanation looks back. */
const MOST_MESSAGES = 100;
const MOST_ENTRIES = 500;

/** Why a user got no code or was not verified, what happened before, and what to do next. */
export const explainUser: Handler<'explainUser'> = async (services, { params, caller }) => {
  const subject = await messageSubject(services, params.userId, caller);
  const history = await historyOf(services, subject);
  const { timeline, diagnosis, attacks } = explain(history);
  const { next, ...rest } = diagnosis;
  const { userId, user } = subject;
  return {
    userId,
    ...(user && { login: user.profile.login, status: user.status }),
    diagnosis: rest,
    next,
    attacks: attacks.map(({ since, ...attack }) => ({ since: millisecondTimestamp(since), ...attack })),
    factors: history.factors.map(({ id, factorType, provider, status }) => ({ id, factorType, provider, status })),
    timeline: timeline.map(({ at, ...happening }) => ({ at: millisecondTimestamp(at), ...happening })),
    _links: services.links.message({ userId, factorId: '' }),
  };
};

/** The explanation for the command line, which has a database but no master key: nothing that is sealed is read. */
export async function explainSubject(
  services: Pick<Services, 'store' | 'now'>,
  ref: string,
): Promise<Subject & { readonly history: History; readonly explanation: Explanation }> {
  const subject = await messageSubject(services, ref, {});
  const history = await historyOf(services, subject);
  return { ...subject, history, explanation: explain(history) };
}

async function historyOf(services: Pick<Services, 'store' | 'now'>, subject: Subject): Promise<History> {
  const { store } = services;
  const now = services.now();
  const { userId, user } = subject;
  const [messages, log, factors, tokens] = await Promise.all([
    store.messages.page(userId, { limit: MOST_MESSAGES }),
    store.log.recent(userId, MOST_ENTRIES),
    store.factors.envelopes(userId),
    store.tokens.list(),
  ]);
  return {
    userId,
    now,
    messages: messages.toReversed(),
    log,
    factors,
    ...(await pressureOn(services, userId, log, now)),
    tokens: new Map(tokens.map(({ id, name }) => [id, name])),
    ...(user && { status: user.status }),
  };
}
