import { limits } from '../../domain/budgets/budgets.ts';
import { accept, type Said } from '../../domain/factors/decision.ts';
import type { OutsideRules } from '../../domain/factors/outsideRules.ts';
import type { duoContract } from './contract.ts';
import { activates, eventOf, judged, questionBudgets } from './judged.ts';
import { refuseUnanswered } from './refuseDuo.ts';

interface State {
  readonly userName: string;
}

/** The rules of questions that Duo asks: by push or telephone, or on its page. */
export const outside: OutsideRules<typeof duoContract, State> = {
  rings: async ({ duo }) => (await duo.names()).application !== 'WEB_SDK',

  ask: ({ state: { userName } }, { duoMethod }, { duo }) => duo.ask(userName, duoMethod),

  asked(factor, found, context) {
    const { userName } = factor.state;
    switch (found.is) {
      case 'asked':
        return accept(factor.state, {
          result: 'WAITING',
          repeats: true,
          asks: { credentialId: userName, outside: { userName, ticket: found.ticket } },
        });
      case 'prompt':
        return accept(factor.state, {
          result: 'WAITING',
          repeats: true,
          asks: { credentialId: userName, outside: { userName } },
        });
      case 'sent':
        return accept(factor.state, { result: 'CHALLENGE', repeats: true });
      default:
        return judged(factor, found, context);
    }
  },

  follow: async ({ ticket }, late, { duo }) => (ticket === undefined ? { is: 'waiting' } : duo.follow(ticket, late)),

  settle({ state, status }, { transaction, verdict }, { user }) {
    const granted = verdict.is !== 'rejected';
    const { requester } = transaction;
    const said: Said = {
      event: eventOf(status),
      outcome: granted ? 'SUCCESS' : 'FAILURE',
      detail: { transactionId: transaction.id },
      ...(verdict.is === 'rejected' && { reason: verdict.reason }),
      ...(verdict.is === 'bypassed' && { reason: 'BYPASSED' }),
    };
    if (!granted) {
      // Silence is no denial: the question itself was paid for, and nothing more is.
      const [denials, alarms] = [limits.pushDenials(user.id, requester), limits.pushAlarms(user.id, requester)];
      const charges = { NOT_ME: [denials, alarms], DENIED: [denials] }[verdict.reason as 'NOT_ME' | 'DENIED'];
      const ends = { transaction, status: 'REJECTED' } as const;
      return accept(state, { result: 'REJECTED', repeats: true, ends, says: [said], ...(charges && { charges }) });
    }
    return accept(state, {
      ...activates(status),
      ...(status === 'ACTIVE' && { repeats: true }),
      ends: { transaction, status: 'SUCCESS' },
      says: [said],
      forgives: questionBudgets(user.id, requester),
    });
  },

  pageUrl: (visit, { duo }) => duo.promptUrl(visit),
  redeem: (visit, code, { duo }) => duo.redeem(visit, code),
  silence: refuseUnanswered,
};
