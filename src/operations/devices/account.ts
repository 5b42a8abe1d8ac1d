import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import type { Loaded } from '../factors/loadFactor.ts';
import type { Services } from '../shared/services.ts';

/** Whose factor a device is of, in words it can show. */
export const accountOf = (
  { policy }: Services,
  { user, factor }: Pick<Loaded, 'user' | 'factor'>,
): Reply<Operations['enrollDevice']>['account'] => ({
  userId: user.id,
  factorId: factor.id,
  login: user.profile.login,
  organization: policy.issuer,
});
