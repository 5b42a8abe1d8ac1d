import { type Refused, refuse } from '../../domain/factors/decision.ts';
import type { DuoRejection, DuoSilence, DuoUnanswered, DuoVerdict } from '../../domain/factors/duo.ts';
import { fault } from '../../domain/values/fault.ts';

type Rejected = Extract<DuoVerdict, { is: 'rejected' }>;

/**
 * The refusal of a user whom Duo does not let in, or whom nobody asked. Who `enrolls` hears where Duo lets the user do so; who
 * verifies must not, for whoever knows a password could enroll a phone of their own there.
 */
export function refuseRejected({ reason, enrollAt }: Rejected, enrolls: boolean): Refused<never> {
  const where = enrolls && enrollAt !== undefined ? [`Duo lets the user enroll at ${enrollAt}`] : [];
  return refuse(fault('invalidPasscode').because(rejections[reason], ...where), reason);
}

/** The refusal of a request that nobody judged, for Duo is slow, away, or says what cannot be believed. */
export function refuseUnanswered({ reason, sent }: DuoUnanswered): Refused<never> & { readonly unjudged: string } {
  const name = reason === 'TIMEOUT' ? 'factorServiceSilent' : 'factorServiceFailed';
  return {
    ...refuse(fault(name).because(failures[reason]), `DUO_${reason}`),
    unjudged: sent ? 'SENT' : 'NEVER_SENT',
  };
}

const rejections: Readonly<Record<DuoRejection, string>> = {
  WRONG_CODE: 'Duo rejected the passcode.',
  DENIED: 'Duo does not let the user in.',
  NOT_ME: 'The user told Duo that somebody else asked.',
  TIMEOUT: 'The user did not answer Duo in time.',
  LOCKED_OUT: 'Duo has locked the user out; an administrator of Duo’s can unlock them.',
  NOT_ENROLLED: 'Duo does not know the user, or knows no device of theirs.',
  BYPASSED:
    'Duo would let the user in without asking them, which verifies nothing: change that at Duo, or set provider.configuration.allowBypass.',
  OTHER_APPLICATION:
    'The organization’s application at Duo is a Web SDK: leave passCode and duoMethod out, and send the user to the link prompt.',
};

const failures: Readonly<Record<DuoSilence, string>> = {
  NOT_CONFIGURED: 'The settings of Duo are not complete.',
  FORBIDDEN_ADDRESS: 'Duo is at an address that must not be called.',
  UNREACHABLE: 'Duo cannot be reached.',
  BUSY: 'Too many requests wait for Duo; try again.',
  TIMEOUT: 'Duo did not answer; try again later.',
  REFUSED: 'Duo refuses the request: check host, integrationKey, secretKey, and which application they are of.',
  UNREADABLE: 'What came from Duo is no answer to what it was asked.',
};
