import { type Refused, refuse } from '../../domain/factors/decision.ts';
import type { TokenAnswer, Unanswered } from '../../domain/factors/tokenServer.ts';
import { fault } from '../../domain/values/fault.ts';
import { refuseUnanswered } from '../shared/refuseUnanswered.ts';

type NotAccepted = Exclude<TokenAnswer, { is: 'accepted' }>;

/** The refusal of everything but a yes of the token server's, with what it wants instead where it says so. */
export function refuseAnswer(answer: NotAccepted, during: 'enroll' | 'verify'): Refused<never> {
  switch (answer.is) {
    case 'rejected':
      return refuse(fault('invalidPasscode').because(rejections[answer.reason]), answer.reason);
    case 'challenged':
      return challenged(answer, during);
    case 'unanswered':
      return refuseUnanswered('TOKEN_SERVER', answer, failures[answer.reason]);
  }
}

/**
 * The server wants the next tokencode, or a new PIN. An enrollment has no second step on this wire: it is made again once
 * the server is content with the token.
 */
function challenged({ message, stateToken }: Extract<NotAccepted, { is: 'challenged' }>, during: 'enroll' | 'verify') {
  const said = message === '' ? 'The token server asks for more.' : `The token server says: ${message}`;
  if (during === 'enroll') {
    return refuse(
      fault('invalidPasscode').because(
        said,
        'Answer it where the server itself asks, then enroll with a new passcode.',
      ),
      'CHALLENGED',
    );
  }
  const next = 'Send what it asks for as passCode, with the stateToken of this reply, within five minutes.';
  const refused = refuse(fault('invalidPasscode').because(said, next), 'CHALLENGED');
  return { ...refused, fault: refused.fault.hinting({ stateToken }) };
}

const rejections: Readonly<Record<Extract<NotAccepted, { is: 'rejected' }>['reason'], string>> = {
  WRONG_CODE: 'The token server rejected the passcode.',
  UNREADABLE: 'A passcode has 1 to 128 bytes.',
  CHALLENGE_OVER: 'The stateToken is not one of this factor’s, or older than five minutes: leave it out.',
};

const failures: Readonly<Record<Unanswered, string>> = {
  NOT_CONFIGURED: 'The token server’s settings are not complete.',
  CERTIFICATE_EXPIRED: 'The client certificate of onprem_mfa has expired: an administrator has to set another one.',
  FORBIDDEN_ADDRESS: 'The token server is at an address that must not be called.',
  UNREACHABLE: 'The token server cannot be reached, or neither side takes the other’s certificate.',
  BUSY: 'Too many passcodes wait for the token server; try again.',
  TIMEOUT: 'The token server did not answer; send a new passcode later.',
};
