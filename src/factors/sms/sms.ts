import { type Static, Type } from 'typebox';
import { CodeState, checkCode, consumeCode, issueCode, noCode } from '../../domain/codes.ts';
import { accept, type Decision, refuse } from '../../domain/decision.ts';
import type { Context, FactorKind } from '../../domain/kind.ts';
import { limits } from '../../domain/limit.ts';
import type { Message } from '../../domain/message.ts';
import { choosePhone, phoneFactorOf } from '../../domain/phoneFactor.ts';
import { wrongCode } from '../../domain/wrongCode.ts';
import { smsContract } from './contract.ts';

const State = Type.Object({ number: Type.String(), e164: Type.String(), codes: CodeState });
type State = Static<typeof State>;

/** A one-time code by text message. */
export const sms: FactorKind<typeof smsContract, typeof State> = {
  contract: smsContract,
  idPrefix: { pending: 'mbl', active: 'sms' },
  state: State,
  channel: 'sms',
  authenticator: { key: 'phone_number', method: 'sms' },

  enroll({ profile }, context) {
    const standing = phoneFactorOf(context);
    if (!standing.ok) return standing;
    const chosen = choosePhone('sms', profile, context);
    if (!chosen.ok) return chosen;
    const { number, e164, remembered } = chosen;
    const state: State = { number, e164, codes: noCode };
    const { replaces } = standing;
    if (remembered || context.activate) {
      return accept(state, { replaces, status: 'ACTIVE', phone: { channel: 'sms', number, e164, verified: true } });
    }
    return {
      ...sendCode(state, 'activate', context),
      replaces,
      status: 'PENDING_ACTIVATION',
      phone: { channel: 'sms', number, e164, verified: false },
    };
  },

  challenge: ({ state }, context) => sendCode(state, 'verify', context),
  resend: ({ state }, context) => sendCode(state, 'activate', context),

  verify({ state, status }, { passCode }, { now }) {
    const check = checkCode(state.codes, passCode, now);
    if (check !== 'MATCH') return refuse(wrongCode(check), check);
    const next = { ...state, codes: consumeCode(state.codes) };
    if (status === 'ACTIVE') return accept(next, { result: 'SUCCESS' });
    const { number, e164 } = state;
    return accept(next, { status: 'ACTIVE', phone: { channel: 'sms', number, e164, verified: true } });
  },

  challengeId: ({ codes }) => codes.live?.salt,
  claims: (_state, { id }) => [`${id}:sms`],
  profile: ({ number }) => ({ phoneNumber: number }),
};

function sendCode(state: State, purpose: Message['purpose'], context: Context): Decision<State> & { ok: true } {
  const { code, codes } = issueCode(state.codes, context);
  const { templateId, language } = context;
  return accept(
    { ...state, codes },
    {
      result: 'CHALLENGE',
      send: [
        {
          channel: 'sms',
          to: state.e164,
          purpose,
          values: { code },
          limit: limits.sms(state.e164),
          ...(templateId !== undefined && { templateId }),
          ...(language !== undefined && { language }),
        },
      ],
    },
  );
}
