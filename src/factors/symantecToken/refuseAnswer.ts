import { type Refused, refuse } from '../../domain/factors/decision.ts';
import type { VipAnswer, VipUnanswered } from '../../domain/factors/vip.ts';
import { fault } from '../../domain/values/fault.ts';
import { refuseUnanswered } from '../shared/refuseUnanswered.ts';

type NotAccepted = Exclude<VipAnswer, { is: 'accepted' }>;

/**
 * The refusal of everything but a yes of the service's. `wanted` says how two codes are sent, to somebody who may hear that a
 * code is right but out of step (fact 82). For anybody else it is a wrong one, but in the log: whoever guessed it would know
 * a code that is right once the credential has been pressed so often, or is put in step.
 */
export function refuseAnswer(answer: NotAccepted, wanted: string | undefined): Refused<never> {
  switch (answer.is) {
    case 'rejected':
      return refuse(fault('invalidPasscode').because(rejections[answer.reason]), answer.reason);
    case 'nextCodeWanted':
      return wanted === undefined
        ? { ...refuseAnswer({ is: 'rejected', reason: 'WRONG_CODE' }, undefined), reason: 'OUTSIDE_WINDOW' }
        : refuse(fault('outsideWindow').because(wanted), 'OUTSIDE_WINDOW');
    case 'unanswered':
      return refuseUnanswered('VIP', answer, failures[answer.reason]);
  }
}

const rejections: Readonly<Record<Extract<NotAccepted, { is: 'rejected' }>['reason'], string>> = {
  WRONG_CODE: 'VIP rejected the code, or does not know the credential.',
  NOT_USABLE: 'VIP has the credential locked, disabled or not active: its administrator can tell, and enable it.',
  UNREADABLE: 'A credential id has 5 to 40 letters and digits, a code 6 to 16 digits.',
};

const failures: Readonly<Record<VipUnanswered, string>> = {
  NOT_CONFIGURED: 'The settings of symantec_vip are not complete.',
  CERTIFICATE_EXPIRED: 'The client certificate of symantec_vip has expired: an administrator has to set another one.',
  FORBIDDEN_ADDRESS: 'The VIP service is at an address that must not be called.',
  UNREACHABLE: 'The VIP service cannot be reached, or neither side takes the other’s certificate.',
  BUSY: 'Too many codes wait for the VIP service; try again.',
  TIMEOUT: 'The VIP service did not answer; send a new code later.',
  REFUSED: 'The VIP service did not judge the code; send a new code later.',
  NOT_BELIEVED: 'What came back is no answer of the VIP service to this code; send a new code later.',
};
