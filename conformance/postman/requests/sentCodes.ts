import { ANOTHER_PHONE, inbox, later, PHONE } from './person.ts';
import { inFolder, type Wanted } from './wanted.ts';

/** A factor whose codes are sent, from enrollment to removal; `between` comes while it is active. */
function sentCodes(
  folder: string,
  factorType: string,
  profile: object,
  to: string,
  between: readonly Omit<Wanted, 'folder'>[] = [],
): readonly Wanted[] {
  const body = { factorType, provider: 'OKTA', profile };
  return inFolder(folder, [
    later('PT5M'),
    {
      operation: 'enrollFactor',
      body,
      keep: { factorId: 'reply.id' },
      holds: ["reply.status === 'PENDING_ACTIVATION'"],
    },
    later(),
    { operation: 'resendFactor', body },
    inbox(to),
    {
      operation: 'activateFactor',
      body: { passCode: '{{passCode}}' },
      keep: { factorId: 'reply.id' },
      holds: ["reply.status === 'ACTIVE'"],
    },
    later(),
    { operation: 'verifyFactor', name: 'Challenge', holds: ["reply.factorResult === 'CHALLENGE'"] },
    inbox(to),
    { operation: 'verifyFactor', body: { passCode: '{{passCode}}' }, holds: ["reply.factorResult === 'SUCCESS'"] },
    ...between,
    { operation: 'unenrollFactor' },
  ]);
}

const phone = { phoneNumber: PHONE };

/** Text messages, calls and e-mails. */
export const sentFactors: readonly Wanted[] = [
  ...inFolder('Factors: text message', [{ operation: 'listSupportedFactors', holds: ['reply.length > 0'] }]),
  ...sentCodes('Factors: text message', 'sms', phone, encodeURIComponent(PHONE), [
    { operation: 'getFactor', holds: ["reply.factorType === 'sms'"] },
    { operation: 'listFactors', holds: ['reply.length > 0'] },
    {
      operation: 'enrollReplacement',
      body: { profile: { phoneNumber: ANOTHER_PHONE } },
      holds: ["reply.status === 'PENDING_ACTIVATION'"],
    },
  ]),
  ...sentCodes('Factors: call', 'call', phone, encodeURIComponent(PHONE)),
  ...sentCodes('Factors: e-mail', 'email', { email: '{{email}}' }, '{{email}}'),
];
