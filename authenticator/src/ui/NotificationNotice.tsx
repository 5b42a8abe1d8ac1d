import { useInstall } from '../state/install.ts';
import type { NotificationSwitch } from '../state/notifications.ts';
import { Notice } from './Notice.tsx';

/**
 * A notice, shown while notifications are off, that tells how requests can reach this device when the app is closed.
 */
export function NotificationNotice({
  notifications: { state, turnOn },
}: {
  readonly notifications: NotificationSwitch;
}) {
  const install = useInstall();
  if (state === 'ask') {
    return (
      <Notice icon="bell">
        <p>To be told of requests while this app is closed, allow notifications.</p>
        <button type="button" class="secondary" onClick={turnOn}>
          Turn on notifications
        </button>
      </Notice>
    );
  }
  const words = state && sentences[state];
  return (
    <>
      {state === 'on' && <p class="hint">Requests reach this device while the app is closed, too.</p>}
      {words && (
        <Notice icon="bell">
          <p>{words}</p>
        </Notice>
      )}
      {install && (
        <button type="button" class="secondary wide" onClick={install}>
          Install this app
        </button>
      )}
    </>
  );
}

const sentences: Readonly<Record<string, string>> = {
  denied: 'Notifications are off in the settings of your browser. Requests show up while this app is open.',
  install:
    'To be told of requests while this app is closed, add it to your home screen: Share, then “Add to Home Screen”.',
  impossible: 'This browser has no notifications. Requests show up while this app is open.',
  failed: 'Notifications could not be set up. Requests show up while this app is open.',
};
