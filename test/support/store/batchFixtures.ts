import type { Limit } from '../../../src/domain/budgets/budgets.ts';
import type { Factor } from '../../../src/domain/factors/factor.ts';
import type { LogEntry } from '../../../src/domain/log/logEntry.ts';
import type { MessageRecord } from '../../../src/domain/messages/messageRecord.ts';
import type { User } from '../../../src/domain/users/user.ts';
import type { Write } from '../../../src/store/change.ts';

export const now = Temporal.Instant.from('2026-01-01T00:00:00Z');
export const user: User = {
  id: 'u1',
  status: 'ACTIVE',
  profile: { login: 'a', email: 'a', firstName: 'Ada', lastName: 'L', mobilePhone: null, secondEmail: null },
  created: now,
  lastUpdated: now,
  version: 0,
};
export const factor = (id: string): Factor => ({
  id,
  userId: 'u1',
  factorType: 'sms',
  provider: 'OKTA',
  status: 'ACTIVE',
  state: { n: 0 },
  version: 0,
  created: now,
  lastUpdated: now,
});
export const save = (id: string, n: number, version = 0): Write => ({
  do: 'saveFactor',
  before: { ...factor(id), version },
  factor: { ...factor(id), state: { n }, version },
});
export const log = (reason: string): Write => {
  const entry: LogEntry = { at: now, event: 'user.mfa.factor.update', outcome: 'SUCCESS', reason, userId: 'u1' };
  return { do: 'log', entry };
};
export const window = (key: string): Limit => ({
  key,
  rule: { type: 'window', max: 5, per: Temporal.Duration.from({ minutes: 5 }) },
  error: 'tooManyRequests',
});
export const message = (id: string): MessageRecord => ({
  id,
  userId: `user of ${id}`,
  factorId: 'f0',
  channel: 'sms',
  purpose: 'verify',
  recipient: '+1 XXX-XXX-2036',
  challengeId: `challenge of ${id}`,
  status: 'QUEUED',
  attempts: [],
  created: now,
  expires: now.add({ minutes: 5 }),
  requestId: 'r',
});
export const sent = ({ userId, id }: MessageRecord): Write => ({
  do: 'sentMessage',
  userId,
  id,
  receipt: {
    accepted: true,
    attempts: [{ provider: 'p', name: 'P', result: 'ACCEPTED', reference: `ref ${id}`, milliseconds: 1 }],
  },
  at: now,
});
export const verified = ({ userId, challengeId = '' }: MessageRecord): Write => ({
  do: 'verifiedMessages',
  userId,
  challengeId,
  at: now,
});
export const ids = Array.from({ length: 40 }, (_, n) => `f${n}`);
