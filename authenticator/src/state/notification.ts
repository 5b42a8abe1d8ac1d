/** Takes back the notification of an account's request, once there is nothing to answer. */
export async function closeNotification(kid: string): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const notification of (await registration?.getNotifications({ tag: kid })) ?? []) notification.close();
}
