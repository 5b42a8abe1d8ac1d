import type { KindName } from './codeCommands.ts';
import type { CodeModel, sentCodes } from './codeModel.ts';

/** A factor of the model: what the service should know of it. */
export interface Slot {
  id: string;
  status: 'ACTIVE' | 'PENDING_ACTIVATION';
  readonly codes: CodeModel;
  readonly sent?: ReturnType<typeof sentCodes>['sent'];
}

/** Enrollment requests, one a kind. */
export const requests: Record<KindName, Record<string, unknown>> = {
  sms: { factorType: 'sms', provider: 'OKTA' },
  totp: { factorType: 'token:software:totp', provider: 'OKTA' },
  recovery: { factorType: 'cofactor:recovery_codes', provider: 'COFACTOR' },
  temporary: {
    factorType: 'cofactor:temporary_code',
    provider: 'COFACTOR',
    profile: { lifetimeSeconds: 3600, useLimit: 3 },
  },
};
