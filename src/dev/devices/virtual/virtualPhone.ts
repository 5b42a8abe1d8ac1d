import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';
import { fromBase32 } from '../../../domain/hardwareTokens/base32.ts';
import { hotp, type OtpAlgorithm } from '../../../domain/hardwareTokens/otp.ts';
import { succeeded } from '../answered.ts';
import type { DeviceWorld } from '../device.ts';
import type { PhoneAccount, PhoneDecision, PhoneRequest } from './phoneScreen.ts';

/** A phone with our app on it, made of software. It knows of the service what docs/device-api.md says, and no more. */
export interface VirtualPhone {
  readonly kid: string;
  readonly account: PhoneAccount;
  /** The questions that wait for an answer. */
  waiting(): Promise<readonly PhoneRequest[]>;
  answer(transaction: string, decision: PhoneDecision, number?: number): Promise<'SUCCESS' | 'REJECTED'>;
  /** Signs with another key from now on, as a phone does once in a while. */
  replaceKey(): Promise<void>;
  /** The account is removed from the phone. */
  remove(): Promise<void>;
  /** The current code, which a phone shows for times without a network. */
  passCode(): string;
}

interface Enrolled {
  readonly kid: string;
  readonly account: PhoneAccount;
  readonly totp: {
    readonly sharedSecret: string;
    readonly timeStep: number;
    readonly digits: number;
    readonly algorithm: string;
  };
}

const LINK = /^(.+)\/authenticator\/#\/activate\/([^/]+)\/([^/]+)\/([^/]+)$/;

/** Opens an activation link on a new phone; undefined when it is none. */
export async function enrollPhone(
  world: Pick<DeviceWorld, 'ask' | 'now' | 'random'>,
  link: string,
  traits: { readonly name: string; readonly platform: 'ANDROID' | 'IOS' | 'WEB' },
): Promise<VirtualPhone | undefined> {
  const [, aud, user, factor, activation] = LINK.exec(link.trim()) ?? [];
  if (aud === undefined) return undefined;
  let key = await newKey();

  /** A statement by the key (docs/device-api.md). */
  const sign = (op: string, header: object, claims: object, by = key) =>
    new SignJWT({
      ...{ aud, op, ...claims },
      iat: Math.floor(world.now().epochMilliseconds / 1_000),
      jti: Buffer.from(world.random(16)).toString('base64url'),
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'cofactor-device+jwt', ...header } as JWTHeaderParameters)
      .sign(by.privateKey);

  /** Says it; once more when the clock was moved while it did, which made what it signed too old. */
  async function say(method: 'GET' | 'POST', op: string, header: object, claims: object = {}): Promise<unknown> {
    const path = `/device/v1/${op}`;
    const ask = async () => {
      const statement = await sign(op, header, claims);
      return world.ask({
        ...{ method, path },
        ...(method === 'GET' ? { authorization: `Device ${statement}` } : { body: { statement } }),
      });
    };
    const before = world.now();
    const answer = await ask();
    const moved = world.now().since(before).total('minutes') > 1;
    return succeeded(`${method} ${path}`, answer.status === 401 && moved ? await ask() : answer);
  }

  const claims = { activation, user, factor, version: '1.0', ...traits };
  const { kid, account, totp } = (await say('POST', 'enroll', { jwk: key.jwk }, claims)) as Enrolled;
  const secret = fromBase32(totp.sharedSecret) ?? new Uint8Array();
  const algorithm = totp.algorithm.replace(/^Hmac|-/gi, '').toLowerCase() as OtpAlgorithm;
  return {
    kid,
    account,
    async waiting() {
      const reply = await say('GET', 'transactions', { kid });
      return (reply as { transactions: readonly PhoneRequest[] }).transactions;
    },
    async answer(transaction, decision, number) {
      const said = { transaction, decision, ...(number !== undefined && { number }) };
      const reply = await say('POST', 'answer', { kid }, said);
      return (reply as { factorResult: 'SUCCESS' | 'REJECTED' }).factorResult;
    },
    async replaceKey() {
      const other = await newKey();
      const next = await sign('next-key', { jwk: other.jwk }, { kid }, other);
      await say('POST', 'key', { kid }, { next });
      key = other;
    },
    async remove() {
      await say('POST', 'remove', { kid });
    },
    passCode: () =>
      hotp(secret, Math.floor(world.now().epochMilliseconds / 1_000 / totp.timeStep), { ...totp, algorithm }),
  };
}

async function newKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const { kty, crv, x, y } = await exportJWK(publicKey);
  return { privateKey, jwk: { kty, crv, x, y } };
}
