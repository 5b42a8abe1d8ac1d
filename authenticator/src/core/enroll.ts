import type { Account } from './account.ts';
import type { Activation } from './activation.ts';
import { call, DeviceFault } from './api.ts';
import { newDeviceKey, publicJwk } from './keys.ts';
import { sign } from './statement.ts';
import { keepAccount } from './storage.ts';
import { importTotp } from './totp.ts';

/** This device's name, as administrators see it. */
export interface DeviceName {
  readonly name: string;
  readonly platform: 'ANDROID' | 'IOS' | 'WEB';
  readonly version: string;
}

interface Enrolled {
  readonly kid: string;
  readonly account: { readonly login: string; readonly organization: string };
  readonly totp: {
    readonly sharedSecret: string;
    readonly timeStep: number;
    readonly digits: number;
    readonly algorithm: string;
  };
  readonly pushKey?: string;
}

/** By link: should a reply be lost, the link lets only the same key in again (docs/device-api.md). */
const keys = new Map<string, CryptoKeyPair>();

/** Adds this device to an account: makes its key, shows the service the half it may see, and keeps what comes back. */
export async function enroll({ base, userId, factorId, token }: Activation, device: DeviceName): Promise<Account> {
  const key = keys.get(token) ?? (await newDeviceKey());
  keys.set(token, key);
  const by = { jwk: await publicJwk(key) };
  const claims = { op: 'enroll', activation: token, user: userId, factor: factorId, ...device };
  const ask = async (clockAhead: number): Promise<Enrolled> => {
    const signing = { key: key.privateKey, by, aud: base, now: Date.now() + clockAhead };
    const body = { statement: await sign(signing, claims) };
    return call({ method: 'POST', url: `${base}/device/v1/enroll`, body });
  };
  let clockAhead = 0;
  const { kid, account, totp, pushKey } = await ask(0).catch((error: unknown) => {
    if (!(error instanceof DeviceFault) || error.serverTime === undefined) throw error;
    clockAhead = error.serverTime - Date.now();
    return ask(clockAhead);
  });
  const added: Account = {
    kid,
    base,
    login: account.login,
    organization: account.organization,
    key,
    totp: await importTotp(totp.sharedSecret, totp.algorithm, totp),
    ...(pushKey !== undefined && { pushKey }),
    added: Date.now(),
    clockAhead,
  };
  await keepAccount(added);
  return added;
}
