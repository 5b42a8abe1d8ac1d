import { type Static, Type } from 'typebox';
import { limits } from '../../domain/budgets/budgets.ts';
import type { Requester } from '../../domain/budgets/requester.ts';
import type { Context, EnrollContext, FactorView } from '../../domain/factors/context.ts';
import { type Accepted, accept, type Decision, refuse } from '../../domain/factors/decision.ts';
import type { Message } from '../../domain/messages/message.ts';
import { fault } from '../../domain/values/fault.ts';
import { begunAt } from '../../domain/values/lifetime.ts';
import type { PhoneChannel } from '../../domain/values/phone.ts';
import { inFront } from './askers.ts';
import { choosePhone, type PhoneProfile, refuseAnotherPhone } from './choosePhone.ts';
import { CodeState, noCode } from './codes.ts';
import { onlyFactor } from './onlyFactor.ts';
import { sendCode, sentAnswers, takeCode, takeLongCode } from './sentCode.ts';

/** The state of a factor on a phone. */
export const PhoneState = Type.Object({
  /** As the caller wrote it (fact 14). */
  number: Type.String(),
  e164: Type.String(),
  extension: Type.Optional(Type.String()),
  /** The lifetime of the codes that activate it, in seconds, where enroll named one; a resend keeps it. */
  lifetimeSeconds: Type.Optional(Type.Integer()),
  codes: CodeState,
  /** The active factor that goes when this one is activated. */
  replaces: Type.Optional(Type.String()),
});
export type PhoneState = Static<typeof PhoneState>;

/**
 * The rules sms and call share: one factor per user and channel, a phone that was verified once is remembered, a code
 * proves it and verifies it.
 */
export function phoneFactor(channel: PhoneChannel) {
  const limitOf = limits[channel];

  const send = (
    state: PhoneState,
    purpose: Message['purpose'],
    context: Context,
    lifetime?: Temporal.Duration,
  ): Accepted<PhoneState> => {
    const { e164, extension } = state;
    // The budget is the number's: extensions are free to invent, and the same telephone rings.
    const address = { channel, to: e164, purpose, limit: limitOf(e164) } as const;
    return sendCode(state, { ...address, ...(extension !== undefined && { extension }) }, context, lifetime);
  };

  const sendActivation = (state: PhoneState, context: Context): Accepted<PhoneState> => {
    const { lifetimeSeconds: seconds } = state;
    return send(state, 'activate', context, seconds === undefined ? undefined : Temporal.Duration.from({ seconds }));
  };

  /** A phone that waits for its first code. */
  const unproved = (phone: Pick<PhoneState, 'number' | 'e164' | 'extension'>, { tokenLifetime }: Context) => ({
    ...phone,
    ...(tokenLifetime && { lifetimeSeconds: tokenLifetime.total('seconds') }),
    codes: noCode,
  });

  const known = ({ number, e164, extension }: PhoneState, verified: boolean) => ({
    channel,
    number,
    e164,
    ...(extension !== undefined && { extension }),
    verified,
  });

  return {
    state: PhoneState,

    enroll({ profile }: { profile?: PhoneProfile }, context: EnrollContext<PhoneState>): Decision<PhoneState> {
      const only = onlyFactor(context);
      if (!only.ok) return only;
      const chosen = choosePhone(channel, profile, context);
      if (!chosen.ok) return chosen;
      const state: PhoneState = unproved(chosen.phone, context);
      const { replaces } = only;
      if (chosen.remembered || context.activate) {
        return accept(state, { replaces, status: 'ACTIVE', phone: known(state, true) });
      }
      const sent = sendActivation(state, context);
      return { ...sent, replaces, status: 'PENDING_ACTIVATION', phone: known(state, false) };
    },

    /** The remembered phone of the user stays as it is until the new one has been proved. */
    replace(
      factor: FactorView<PhoneState>,
      { profile }: { profile?: PhoneProfile },
      context: EnrollContext<PhoneState>,
    ): Decision<PhoneState> {
      const chosen = choosePhone(channel, profile, context);
      if (!chosen.ok) return chosen;
      const { e164, extension } = chosen.phone;
      if (e164 === factor.state.e164 && extension === factor.state.extension) {
        const same = fault('validation', { subject: 'phoneNumber' });
        return refuse(same.because('phoneNumber: The factor is for this number already.'), 'SAME_PHONE');
      }
      const pending = context.existing.filter(({ status }) => status === 'PENDING_ACTIVATION');
      const sent = sendActivation({ ...unproved(chosen.phone, context), replaces: factor.id }, context);
      return { ...sent, replaces: pending.map(({ id }) => id), status: 'PENDING_ACTIVATION' };
    },

    messages: {
      channel,
      resend: ({ state }: FactorView<PhoneState>, { profile }: { profile?: PhoneProfile }, context: Context) =>
        refuseAnotherPhone(state, profile, context) ?? sendActivation(state, context),
      phoneNumber: ({ e164 }: PhoneState) => e164,
    },

    challenge: {
      issue: ({ state }: FactorView<PhoneState>, context: Context) =>
        send(state, 'verify', context, context.tokenLifetime),
      id: ({ codes }: PhoneState) => codes.live?.salt,
      begun: ({ codes }: PhoneState) => begunAt(codes.live),
      meets: (state: PhoneState, who: Requester) => ({ ...state, codes: inFront(state.codes, who) }),
    },

    answers: {
      verify(
        factor: FactorView<PhoneState>,
        { passCode }: { passCode: string },
        context: Context,
      ): Decision<PhoneState> {
        const { replaces, lifetimeSeconds: _, ...state } = factor.state;
        const taken = takeCode({ ...factor, state }, passCode, context);
        if (!taken.ok || taken.status !== 'ACTIVE') return taken;
        return { ...taken, phone: known(state, true), ...(replaces !== undefined && { replaces: [replaces] }) };
      },

      short: {
        ...sentAnswers,
        verifyLong: (
          factor: FactorView<PhoneState>,
          { passCode }: { passCode: string },
          context: Context,
          first: number | undefined,
        ) => takeLongCode(factor, passCode, context, first),
      },
    },

    /** One to use and one to take its place. */
    claims: ({ replaces }: PhoneState, { id }: { readonly id: string }) => [
      replaces === undefined ? `${id}:${channel}` : `${id}:${channel}:replacement`,
    ],
  };
}
