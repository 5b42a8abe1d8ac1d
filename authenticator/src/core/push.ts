import type { Account } from './account.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { subscribe } from './device.ts';

/** Subscribes this app to Web Push, with the key of its service, and tells the service for each account. */
export async function subscribeAll(push: PushManager, accounts: readonly Account[]): Promise<void> {
  const pushKey = accounts.findLast((account) => account.pushKey !== undefined)?.pushKey;
  if (pushKey === undefined) throw new Error('this service sends nothing by Web Push');
  const subscription = await subscriptionFor(push, pushKey);
  await Promise.all(
    accounts.filter(({ forgotten }) => !forgotten).map((account) => subscribe(account, subscription.toJSON())),
  );
}

async function subscriptionFor(push: PushManager, pushKey: string): Promise<PushSubscription> {
  const standing = await push.getSubscription();
  const key = standing?.options.applicationServerKey;
  if (standing && key && toBase64Url(new Uint8Array(key)) === pushKey) return standing;
  // Of a service that has another key by now, and could no longer send to it.
  await standing?.unsubscribe();
  return push.subscribe({ userVisibleOnly: true, applicationServerKey: fromBase64Url(pushKey) });
}
