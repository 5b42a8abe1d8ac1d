import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { YubikeyResource, YubikeySeedRequest, yubikeyAttributes } from './yubikey.ts';

const None = Type.Object({});
const TokenPath = Type.Object({ tokenId: Type.String() });
const tokens = '/api/v1/org/factors/yubikey_token/tokens' as const;

/** The organization's pool of YubiKeys (facts 215 to 217). */
export const yubikeyOperations = {
  listYubikeyOtpTokens: operation({
    method: 'GET',
    path: tokens,
    summary: 'List all YubiKey OTP tokens',
    params: None,
    query: Type.Object({
      after: Type.Optional(Type.String()),
      expand: Type.Optional(Type.String({ description: 'user: embeds the user a token is assigned to' })),
      filter: Type.Optional(Type.String({ description: `a SCIM expression over ${yubikeyAttributes.join(', ')}` })),
      forDownload: Type.Optional(Type.Boolean()),
      limit: Type.Optional(Type.Integer({ minimum: 1 })),
      sortBy: Type.Optional(Type.Enum([...yubikeyAttributes])),
      sortOrder: Type.Optional(Type.Enum(['ASC', 'DESC'])),
    }),
    body: None,
    status: 200,
    reply: Type.Array(YubikeyResource),
    download: 'text/csv',
    errors: ['invalidPaging', 'invalidSearch'],
  }),
  uploadYubikeyOtpTokenSeed: operation({
    method: 'POST',
    path: tokens,
    summary: 'Upload a YubiKey OTP seed',
    params: None,
    query: None,
    body: YubikeySeedRequest,
    status: 200,
    reply: YubikeyResource,
    errors: [],
  }),
  getYubikeyOtpTokenById: operation({
    method: 'GET',
    path: `${tokens}/:tokenId`,
    summary: 'Retrieve a YubiKey OTP token',
    params: TokenPath,
    query: None,
    body: None,
    status: 200,
    reply: YubikeyResource,
    errors: ['notFound'],
  }),
  deleteYubikeyOtpToken: operation({
    method: 'DELETE',
    path: `${tokens}/:tokenId`,
    summary: 'Delete a YubiKey OTP token that is not assigned',
    params: TokenPath,
    query: None,
    body: None,
    status: 204,
    reply: None,
    errors: ['notFound', 'yubikeyAssigned'],
  }),
} as const;
