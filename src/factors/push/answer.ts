import { limits } from '../../domain/budgets/budgets.ts';
import { statusAt, type Transaction } from '../../domain/devices/transaction.ts';
import type { Context, FactorView } from '../../domain/factors/context.ts';
import { accept, type Decision, refuse, type Said } from '../../domain/factors/decision.ts';
import type { DeviceAnswer, Signer } from '../../domain/factors/deviceRules.ts';
import { fault } from '../../domain/values/fault.ts';
import { NO_LONGER, signedBy } from './devices.ts';
import type { PushState } from './state.ts';

interface AnsweredPush {
  readonly transaction: Transaction;
  readonly answer: DeviceAnswer;
}

/** The first answer counts, once, while the question waits; a wrong number is a denial (fact 100). */
export function answerQuestion(
  { state }: FactorView<PushState>,
  signer: Signer,
  { transaction, answer }: AnsweredPush,
  { now, user }: Context,
): Decision<PushState> {
  if (!signedBy(state, signer)) return refuse(fault('statementRefused').because(NO_LONGER), 'OLD_KEY');
  const status = statusAt(transaction, now);
  if (status !== 'WAITING') return refuse(fault('transactionOver').because(`It is ${status}.`), status);
  const { number } = transaction;
  if (number && answer.decision === 'APPROVE' && answer.number === undefined) {
    const missing = fault('validation', { subject: 'number' });
    return refuse(missing.because('number: Send the one of the numbers that was picked.'), 'NUMBER_MISSING');
  }
  const { granted, says } = judge(transaction, answer, signer);
  const result = granted ? 'SUCCESS' : 'REJECTED';
  const { requester } = transaction;
  const [denials, alarms] = [limits.pushDenials(user.id, requester), limits.pushAlarms(user.id, requester)];
  const [hour, day] = [limits.ringsAnHour(user.id), limits.ringsADay(user.id)];
  return accept(state, {
    result,
    ends: { transaction, status: result },
    says,
    ...(granted
      ? { forgives: [limits.pushes(user.id, requester), denials, alarms, hour, day] }
      : { charges: answer.decision === 'NOT_ME' ? [denials, alarms] : [denials] }),
  });
}

/** The verdict on an answer, and its lines in the log in Okta's words (facts 100, 200, 201, 213). */
function judge({ id, number }: Transaction, answer: DeviceAnswer, { deviceId }: Signer) {
  const approves = answer.decision === 'APPROVE';
  const granted = approves && (!number || answer.number === number.correct);
  const response = `OV_${number ? 'WITH_CHALLENGE_RESPONSE' : 'RESPONSE'}_${word(approves, granted)}`;
  const kind = number ? 'pushWithNumberChallengeResponseType' : 'pushOnlyResponseType';
  const detail = { transactionId: id, deviceId, [kind]: response };
  const verified: Said = { event: 'user.authentication.auth_via_mfa', outcome: 'SUCCESS', detail };
  if (granted) return { granted, says: [verified] };
  const reason = approves ? 'WRONG_NUMBER' : answer.decision === 'DENY' ? 'DENIED' : 'NOT_ME';
  const says: Said[] = [{ ...verified, outcome: 'FAILURE', reason }];
  if (!approves) says.push({ event: 'user.mfa.okta_verify.deny_push', outcome: 'SUCCESS', reason, detail });
  if (reason === 'NOT_ME')
    says.push({ event: 'user.account.report_suspicious_activity_by_enduser', outcome: 'SUCCESS', detail });
  return { granted, says };
}

function word(approves: boolean, granted: boolean): string {
  if (!approves) return 'DENY';
  return granted ? 'APPROVE' : 'INVALID';
}
