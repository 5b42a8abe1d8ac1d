import type { Account } from '../core/account.ts';
import { subscribeAll } from '../core/push.ts';
import { accountBy, allAccounts } from '../core/storage.ts';
import { handleFetch, keepShell } from './shell.ts';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell.install().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(keepShell.activate().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const answer = handleFetch(event.request, self.registration.scope);
  if (answer) event.respondWith(answer);
});

self.addEventListener('push', (event) => event.waitUntil(tell(event.data)));

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show());
});

self.addEventListener('pushsubscriptionchange', (event) => {
  (event as ExtendableEvent).waitUntil(allAccounts().then((all) => subscribeAll(self.registration.pushManager, all)));
});

/** Says that somebody asks, and for which account; all else is shown by the app, which asks the service. */
async function tell(data: PushMessageData | null): Promise<void> {
  const account = await accountOf(data).catch(() => undefined);
  for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage('look');
  await self.registration.showNotification('Is this you signing in?', {
    body: account ? `${account.organization}: ${account.login}` : 'Open the authenticator to answer.',
    tag: account?.kid ?? 'request',
    icon: 'icon-192.png',
    requireInteraction: true,
  });
}

async function accountOf(data: PushMessageData | null): Promise<Account | undefined> {
  const { kid } = (data?.json() ?? {}) as { readonly kid?: unknown };
  return typeof kid === 'string' ? accountBy(kid) : undefined;
}

async function show(): Promise<void> {
  const [open] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (open) await open.focus();
  else await self.clients.openWindow(self.registration.scope);
}
