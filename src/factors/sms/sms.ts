import type { FactorKind } from '../../domain/factors/kind.ts';
import { type PhoneState, phoneFactor } from '../shared/phoneFactor.ts';
import { smsContract } from './contract.ts';

/** A one-time code by text message. */
export const sms: FactorKind<typeof smsContract, typeof PhoneState> = {
  contract: smsContract,
  idPrefix: { pending: 'mbl', active: 'sms' },
  authenticator: { key: 'phone_number', method: 'sms' },
  ...phoneFactor('sms'),
  profile: ({ number }) => ({ phoneNumber: number }),
};
