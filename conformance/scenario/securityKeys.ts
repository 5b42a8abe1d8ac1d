import type { Session } from '../driver/session.ts';
import { has, listWith, refused } from '../driver/wanted.ts';
import { enroll } from './enrollment.ts';
import { activate, challenge, get, list, unenroll, verify } from './steps.ts';

/** A simulated key: what `/dev/devices` says it does. */
async function key(s: Session, type: string, wishes: object = {}) {
  const made = await s.world.must('POST', '/dev/devices', { type, ...wishes });
  const act = (action: string, body?: object) => s.world.must('POST', `/dev/devices/${made.id}/${action}`, body);
  return { made, act };
}

/** The organization's pool of YubiKeys, and a factor of one in it. */
export async function yubikey(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const { made, act } = await key(s, 'yubikey');
  const { serial: serialNumber, publicId, privateId, aesKey } = made;
  const seed = { serialNumber, publicId, privateId, aesKey };
  const upload = { operation: 'uploadYubikeyOtpTokenSeed', body: seed };
  const { result } = await s.call(upload, '', has('id'));
  if (result !== 'passed') await s.world.call('POST', '/api/v1/org/factors/yubikey_token/tokens', seed);
  const [pooled] = await s.world.must('GET', '/api/v1/org/factors/yubikey_token/tokens');
  await s.call({ operation: 'listYubikeyOtpTokens' }, '', listWith('id', pooled.id));
  await s.call({ operation: 'getYubikeyOtpTokenById', path: { tokenId: pooled.id } }, '', has('id'));

  const { passCode } = await act('press');
  const body = { factorType: 'token:hardware', provider: 'YUBICO', verify: { passCode } };
  const enrolled = await s.call({ operation: 'enrollFactor', path: { userId }, body }, 'yubikey', has('id', 'status'));
  const factors = `/api/v1/users/${userId}/factors`;
  const again = async () => ({ ...body, verify: { passCode: (await act('press')).passCode } });
  let [known] = await s.world.must('GET', factors);
  if (!known) known = await s.world.must('POST', factors, await again());
  const factor = { userId, factorId: known.id, subject: 'yubikey', value: enrolled.value };
  await get(s, factor);
  await list(s, factor);
  await s.call(
    { operation: 'verifyFactor', path: { userId, factorId: factor.factorId }, body: { passCode } },
    'yubikey',
    refused('E0000082'),
  );
  await verify(s, factor, { passCode: (await act('press')).passCode });
  await unenroll(s, factor);
}

export async function webauthn(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const { act } = await key(s, 'webauthn');
  const body = { factorType: 'webauthn', provider: 'FIDO' };
  const needs = ['_embedded.activation.challenge'];
  const pending = await enroll(s, { userId, subject: 'webauthn', body, needs });
  await get(s, pending);
  const created = await act('create', { options: pending.value._embedded.activation });
  const factor = await activate(s, pending, created.answer, body);
  await list(s, factor);
  const asked = await challenge(s, factor, ['_embedded.challenge.challenge']);
  const { profile } = await s.world.must('GET', `/api/v1/users/${userId}/factors/${factor.factorId}`);
  const options = { ...asked._embedded.challenge, allowCredentials: [{ id: profile.credentialId }] };
  const signed = await act('get', { options });
  await verify(s, factor, signed.answer);
  await unenroll(s, factor);
}

export async function u2f(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const { act } = await key(s, 'u2f');
  // Any port of this name may use the key, as the service allows it of its own site.
  const appId = `${new URL(s.world.url).protocol}//localhost`;
  const body = { factorType: 'u2f', provider: 'FIDO' };
  const pending = await enroll(s, { userId, subject: 'u2f', body, needs: ['_embedded.activation.nonce'] });
  await get(s, pending);
  const registered = await act('register', { challenge: pending.value._embedded.activation.nonce, appId });
  const factor = await activate(s, pending, registered.answer ?? registered, body);
  await list(s, factor);
  const asked = await challenge(s, factor, ['_embedded.challenge.nonce']);
  const signed = await act('sign', { challenge: asked._embedded.challenge.nonce, appId });
  await verify(s, factor, signed.answer ?? signed);
  await unenroll(s, factor);
}
