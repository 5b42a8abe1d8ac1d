import type { BrowserContext } from 'playwright-core';
import type { Subscription } from '../devices/pushService.ts';

/**
 * Gives a browser a push service: Chromium has none without Google's, and no person to allow notifications. All else,
 * the worker, its events and the notifications, is the browser's own. `window.subscribedWith` is the key it was given.
 */
export async function fakePush(context: BrowserContext, subscription: Subscription): Promise<void> {
  await context.grantPermissions(['notifications']);
  await context.addInitScript(`
    let [permission, current] = ['default', null];
    Object.defineProperty(Notification, 'permission', { get: () => permission });
    Notification.requestPermission = async () => (permission = 'granted');
    PushManager.prototype.getSubscription = async () => current;
    PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
      if (!userVisibleOnly) throw new Error('browsers insist on it');
      window.subscribedWith = btoa(String.fromCharCode(...applicationServerKey));
      const options = { applicationServerKey: applicationServerKey.buffer };
      current = { options, toJSON: () => (${JSON.stringify(subscription)}), unsubscribe: async () => (current = null) };
      return current;
    };
  `);
}
