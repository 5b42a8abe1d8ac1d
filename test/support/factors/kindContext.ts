import type { EnrollContext } from '../../../src/domain/factors/context.ts';
import { defaultPolicy } from '../../../src/domain/policy/policy.ts';
import type { User } from '../../../src/domain/users/user.ts';
import { seededRandom } from '../random.ts';

const now = Temporal.Instant.from('2026-01-01T00:00:00Z');

/** Somebody to ask a kind about. */
export const ada: User = {
  id: '00u00000000000000ada',
  status: 'ACTIVE',
  profile: {
    login: 'ada@example.com',
    email: 'Ada@example.com',
    firstName: 'Ada',
    lastName: 'Lovelace',
    mobilePhone: null,
    secondEmail: 'second@example.com',
  },
  created: now,
  lastUpdated: now,
  version: 0,
};

/** All a kind is told besides the request: nothing wished for, nothing enrolled. */
export const kindContext = (over: Partial<EnrollContext<never>> = {}): EnrollContext<never> => ({
  now,
  random: seededRandom(),
  user: ada,
  policy: defaultPolicy,
  absolute: (path) => `https://cofactor.test${path}`,
  updatePhone: false,
  activate: false,
  existing: [],
  phones: [],
  ...over,
});
