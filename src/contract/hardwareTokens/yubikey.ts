import { Type } from 'typebox';
import { Anything, Links, Timestamp } from '../shared/primitives.ts';

/** Every status a token of Okta's may have; ours are UNASSIGNED, ACTIVE or BLOCKED (fact 217). */
export const yubikeyStatuses = ['UNASSIGNED', 'ACTIVE', 'BLOCKED', 'REVOKED', 'INACTIVE', 'DELETED'] as const;

/** Attributes that lists of tokens can be filtered and sorted by. */
export const yubikeyAttributes = [
  'profile.email',
  'profile.serial',
  'activated',
  'user.id',
  'created',
  'status',
  'lastVerified',
] as const;

/** A text of a seed; blanks around it are passed over. */
const seedText = (description: string, form: string) =>
  Type.Optional(Type.String({ description, documented: { pattern: `^\\s*${form}\\s*$` } }));

/** A seed as Yubico's tools write it into a file; values are checked by the operation, which names what is wrong. */
export const YubikeySeedRequest = Type.Object(
  {
    serialNumber: seedText('1 to 12 digits', '[0-9]{1,12}'),
    publicId: seedText('12 modhex characters', '[cbdefghijklnrtuvCBDEFGHIJKLNRTUV]{12}'),
    privateId: seedText('12 hexadecimal characters', '[0-9A-Fa-f]{12}'),
    aesKey: seedText('32 hexadecimal characters', '[0-9A-Fa-f]{32}'),
  },
  { documented: { required: ['serialNumber', 'publicId', 'privateId', 'aesKey'] } },
);

/** A token of the pool: never with its secrets (facts 215, 216). */
export const YubikeyResource = Type.Object({
  id: Type.String(),
  created: Timestamp,
  activated: Type.Optional(Timestamp),
  lastVerified: Timestamp,
  lastUpdated: Timestamp,
  status: Type.Enum([...yubikeyStatuses]),
  profile: Type.Object({ serial: Type.String({ description: '12 digits' }) }),
  _links: Links,
  _embedded: Type.Optional(Anything),
});
