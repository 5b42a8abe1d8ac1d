import type { FactorKind } from '../../domain/factors/kind.ts';
import { type PhoneState, phoneFactor } from '../shared/phoneFactor.ts';
import { callContract } from './contract.ts';

/** A one-time code spoken on the phone. Unlike that of sms its id stays when it is activated (fact 2). */
export const call: FactorKind<typeof callContract, typeof PhoneState> = {
  contract: callContract,
  idPrefix: { pending: 'clf', active: 'clf' },
  authenticator: { key: 'phone_number', method: 'voice' },
  ...phoneFactor('call'),
  profile: ({ number, extension }) => ({
    phoneNumber: number,
    ...(extension !== undefined && { phoneExtension: extension }),
  }),
};
