import type { Call } from '../driver/call.ts';
import type { Wanted } from '../driver/session.ts';
import { has, is, listOf } from '../driver/wanted.ts';
import type { Answer, World } from '../driver/world.ts';
import type { Fixture } from './fixture.ts';
import { pushFixtures } from './pushFixtures.ts';

const SMS = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
const VOICE = { factorType: 'call', provider: 'OKTA', profile: { phoneNumber: '+18024482037' } };
const SEED = {
  serialNumber: '7654321',
  publicId: 'ccccccbcgujh',
  privateId: '52a0b1c2d3e4',
  aesKey: '00112233445566778899aabbccddeeff',
};

/** Every reply that a quirk changes for some SDK, taken from a service that is otherwise empty. */
export async function fixturesOf(world: World): Promise<readonly Fixture[]> {
  const login = 'ada@example.com';
  const user = { profile: { firstName: 'Ada', lastName: 'Lovelace', email: login, login } };
  const { id: userId } = await world.must('POST', '/api/v1/users', user);
  return [
    ...(await phoneFixtures(world, userId)),
    ...(await pushFixtures(world, userId)),
    ...(await yubikeyFixtures(world)),
    ...(await organizationFixtures(world)),
  ];
}

async function phoneFixtures(world: World, userId: string): Promise<readonly Fixture[]> {
  const factors = `/api/v1/users/${userId}/factors`;
  const enrolled = await world.call('POST', factors, SMS);
  const path = { userId, factorId: enrolled.body.id };
  const listed = await world.call('GET', factors);
  const got = await world.call('GET', `${factors}/${path.factorId}`);
  await world.pass(30);
  const resent = await world.call('POST', `${factors}/${path.factorId}/resend`, SMS);
  const { id: voice } = await world.must('POST', `${factors}?activate=true`, VOICE);
  const asked = await world.call('POST', `${factors}/${voice}/verify`);
  const catalog = await world.call('GET', `${factors}/catalog`);
  return [
    fixture('sms', { operation: 'enrollFactor', path: { userId }, body: SMS }, enrolled, has('id', 'status')),
    fixture('sms', { operation: 'listFactors', path: { userId } }, listed, listOf('id', 'status')),
    fixture('sms', { operation: 'getFactor', path }, got, has('id', 'status')),
    fixture('sms', { operation: 'resendFactor', path, body: SMS }, resent, has()),
    fixture('call', { operation: 'verifyFactor', path }, asked, is('factorResult', 'CHALLENGE')),
    fixture('', { operation: 'listSupportedFactors', path: { userId } }, catalog, listOf('factorType', 'status')),
  ];
}

async function yubikeyFixtures(world: World): Promise<readonly Fixture[]> {
  const pool = '/api/v1/org/factors/yubikey_token/tokens';
  const uploaded = await world.call('POST', pool, SEED);
  const listed = await world.call('GET', pool);
  const path = { tokenId: uploaded.body.id };
  const got = await world.call('GET', `${pool}/${path.tokenId}`);
  return [
    fixture('', { operation: 'uploadYubikeyOtpTokenSeed', body: SEED }, uploaded, has('id', 'status')),
    fixture('', { operation: 'listYubikeyOtpTokens' }, listed, listOf('id', 'status')),
    fixture('', { operation: 'getYubikeyOtpTokenById', path }, got, has('id', 'status')),
  ];
}

async function organizationFixtures(world: World): Promise<readonly Fixture[]> {
  const authenticators = await world.call('GET', '/api/v1/authenticators');
  const { id } = authenticators.body.find(({ key }: { key: string }) => key === 'okta_verify');
  const path = { authenticatorId: id, methodType: 'totp' };
  const totp = await world.call('GET', `/api/v1/authenticators/${id}/methods/totp`);
  const methods = await world.call('GET', `/api/v1/authenticators/${id}/methods`);
  const query = { type: 'MFA_ENROLL' };
  const policies = await world.call('GET', '/api/v1/policies?type=MFA_ENROLL');
  const policy = await world.call('GET', `/api/v1/policies/${policies.body[0].id}`);
  return [
    fixture('', { operation: 'listAuthenticators' }, authenticators, listOf('id', 'key')),
    fixture('totp', { operation: 'getAuthenticatorMethod', path }, totp, is('type', 'totp')),
    fixture('totp', { operation: 'listAuthenticatorMethods', path: { authenticatorId: id } }, methods, listOf('type')),
    fixture('', { operation: 'listPolicies', query }, policies, listOf('id', 'name')),
    fixture('', { operation: 'getPolicy', path: { policyId: policy.body.id } }, policy, has('id', 'name')),
  ];
}

/** Of a reply that the service gave; that of a refusal would be none. */
export function fixture(subject: string, call: Call, reply: Answer, wanted: Wanted): Fixture {
  if (reply.status >= 300) throw new Error(`${call.operation} ${subject} answers ${JSON.stringify(reply)}`);
  return { subject, call, reply, wanted };
}
