import { Type } from 'typebox';
import { instance } from '../shared/instance.ts';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { YubikeyResource, YubikeySeedRequest, yubikeyAttributes } from './yubikey.ts';

const TokenPath = Type.Object({ tokenId: Type.String() });
const tokens = '/api/v1/org/factors/yubikey_token/tokens' as const;
const token = instance({
  path: `${tokens}/:tokenId`,
  scopes: 'okta.users',
  params: TokenPath,
  resource: YubikeyResource,
  errors: ['notFound', 'yubikeyAssigned'],
});

/** The organization's pool of YubiKeys (facts 215 to 217). */
export const yubikeyOperations = {
  listYubikeyOtpTokens: operation({
    method: 'GET',
    path: tokens,
    scope: 'okta.users.read',
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
    scope: 'okta.users.manage',
    summary: 'Upload a YubiKey OTP seed',
    params: None,
    query: None,
    body: YubikeySeedRequest,
    status: 200,
    reply: YubikeyResource,
    errors: [],
  }),
  getYubikeyOtpTokenById: token.read('Retrieve a YubiKey OTP token'),
  deleteYubikeyOtpToken: token.remove('Delete a YubiKey OTP token that is not assigned'),
} as const;
