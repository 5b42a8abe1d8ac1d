import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import type { YubikeyRecord } from '../../domain/hardwareTokens/yubikeyRecord.ts';
import type { User } from '../../domain/users/user.ts';
import type { Links } from '../shared/links.ts';
import type { Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { describeListed } from '../users/describeUser.ts';

type YubikeyReply = Reply<Operations['getYubikeyOtpTokenById']>;

/** A token as the wire shows it, in Okta's order of keys (facts 215, 216). */
export function describeYubikey(links: Links, token: YubikeyRecord): YubikeyReply {
  const { id, status, serial, created, activated, lastVerified, lastUpdated } = token;
  return {
    id,
    created: timestamp(created),
    ...(activated && { activated: timestamp(activated) }),
    lastVerified: timestamp(lastVerified),
    lastUpdated: timestamp(lastUpdated),
    status,
    profile: { serial },
    _links: links.yubikey(token),
  };
}

/** A YubiKey with the user it is assigned to, for `expand=user`. */
export const withHolder = (services: Services, reply: YubikeyReply, user: User | undefined): YubikeyReply =>
  user ? { ...reply, _embedded: { user: describeListed(services, user) } } : reply;
