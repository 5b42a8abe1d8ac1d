import type { Account } from './account.ts';
import { call, DeviceFault } from './api.ts';
import { newDeviceKey, publicJwk } from './keys.ts';
import { type Claims, type Signing, sign } from './statement.ts';
import { accountBy, changeAccount } from './storage.ts';

/** A request to approve, as the service tells it to a device. */
export interface Transaction {
  readonly id: string;
  readonly created: string;
  readonly expiresAt: string;
  /** Numbers of number matching: one of them is shown where the user signs in. */
  readonly numbers?: readonly number[];
  readonly from: { readonly address?: string; readonly userAgent?: string };
}

/** The answers to a request; `NOT_ME` is a denial that reports an attack. */
export type Decision = 'APPROVE' | 'DENY' | 'NOT_ME';

/** The questions that wait for an answer, and the account with its clock set right. */
export interface Waiting {
  readonly account: Account;
  readonly transactions: readonly Transaction[];
}

/** `Date` headers have whole seconds, and take a moment to come. */
const NEAR_ENOUGH_MS = 2_000;

/**
 * Asks what waits for an answer; with `wait`, as soon as there is something or when so many seconds are over. Deadlines
 * are of the service's time, so the reply also says how far this device's clock is from it.
 */
export async function waiting(account: Account, wait: number, signal?: AbortSignal): Promise<Waiting> {
  let clockAhead: number | undefined;
  const onTime = (serverTime: number): void => {
    clockAhead = serverTime - Date.now();
  };
  const url = `${account.base}/device/v1/transactions${wait > 0 ? `?wait=${wait}` : ''}`;
  const reply = await stated(account, { op: 'transactions' }, (statement) =>
    call<{ readonly transactions: readonly Transaction[] }>({
      method: 'GET',
      url,
      headers: { authorization: `Device ${statement}` },
      signal,
      onTime,
    }),
  );
  // As it is now: the statement may have been refused for its time, and that have been made up for.
  const current = (await accountBy(account.kid)) ?? account;
  if (clockAhead === undefined || Math.abs(clockAhead - current.clockAhead) < NEAR_ENOUGH_MS) {
    return { account: current, transactions: reply.transactions };
  }
  const ahead = clockAhead;
  const set = (kept: Account): Account => ({ ...kept, clockAhead: ahead });
  return { account: (await changeAccount(account.kid, set)) ?? set(current), transactions: reply.transactions };
}

/** Says yes or no to one request, bound to it by the signature. */
export async function answer(
  account: Account,
  transaction: string,
  decision: Decision,
  number?: number,
): Promise<'SUCCESS' | 'REJECTED'> {
  const claims = { op: 'answer', transaction, decision, ...(number !== undefined && { number }) };
  return (await post<{ readonly factorResult: 'SUCCESS' | 'REJECTED' }>(account, 'answer', claims)).factorResult;
}

/** Tells the service where Web Push reaches this device; null: nowhere. */
export async function subscribe(account: Account, subscription: object | null): Promise<void> {
  await post(account, 'subscription', { op: 'subscription', subscription });
}

/** Takes this device away from its factor. */
export async function leave(account: Account): Promise<void> {
  await post(account, 'remove', { op: 'remove' });
}

/** Replaces the key of this device. The next key is kept before the service hears of it, so that none can be lost. */
export function changeKey(account: Account): Promise<void> {
  // One window at a time: each would take its own next key for the one that counts.
  return navigator.locks.request(`key of ${account.kid}`, () => replaceKey(account));
}

async function replaceKey(account: Account): Promise<void> {
  const current = await settleKey((await accountBy(account.kid)) ?? account);
  const nextKey = await newDeviceKey();
  const standing = (await changeAccount(current.kid, (kept) => ({ ...kept, nextKey }))) ?? current;
  const by = { jwk: await publicJwk(nextKey) };
  const { aud, now } = signingOf(standing);
  const next = await sign({ key: nextKey.privateKey, by, aud, now }, { op: 'next-key', kid: standing.kid });
  await post(standing, 'key', { op: 'key', next });
  await changeAccount(standing.kid, ({ nextKey: _, ...kept }) => ({ ...kept, key: nextKey }));
}

/** After an answer that was not heard: finds out whether the next key counts already. */
export async function settleKey(account: Account): Promise<Account> {
  if (!account.nextKey) return account;
  const next = promoted(account);
  try {
    await waiting(next, 0);
    return (await changeAccount(account.kid, promoted)) ?? next;
  } catch (error) {
    if (!(error instanceof DeviceFault) || error.status !== 401) throw error;
    const dropped = ({ nextKey: _, ...kept }: Account): Account => kept;
    return (await changeAccount(account.kid, dropped)) ?? dropped(account);
  }
}

const promoted = ({ nextKey, ...kept }: Account): Account => ({ ...kept, key: nextKey ?? kept.key });

async function post<Reply>(account: Account, path: string, claims: Claims): Promise<Reply> {
  // As it is now: its key may have been replaced since it was put on the screen.
  const current = (await accountBy(account.kid)) ?? account;
  return stated(current, claims, (statement) =>
    call<Reply>({ method: 'POST', url: `${account.base}/device/v1/${path}`, body: { statement } }),
  );
}

const signingOf = ({ key, kid, base, clockAhead }: Account): Signing => ({
  key: key.privateKey,
  by: { kid },
  aud: base,
  now: Date.now() + clockAhead,
});

/** Makes a call with a statement; once more where this device's clock is wrong, which is then made up for. */
async function stated<Reply>(
  account: Account,
  claims: Claims,
  use: (statement: string) => Promise<Reply>,
): Promise<Reply> {
  try {
    return await use(await sign(signingOf(account), claims));
  } catch (error) {
    if (!(error instanceof DeviceFault) || error.serverTime === undefined) throw error;
    const clockAhead = error.serverTime - Date.now();
    await changeAccount(account.kid, (kept) => ({ ...kept, clockAhead }));
    return use(await sign(signingOf({ ...account, clockAhead }), claims));
  }
}
