import type { Account } from '../core/account.ts';
import type { NotificationSwitch } from '../state/notifications.ts';
import { go } from '../state/place.ts';
import type { Request } from '../state/requests.ts';
import { AccountCard } from '../ui/AccountCard.tsx';
import { Icon } from '../ui/icons.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Notice } from '../ui/Notice.tsx';
import { NotificationNotice } from '../ui/NotificationNotice.tsx';
import { Screen } from '../ui/Screen.tsx';

interface HomeProps {
  readonly accounts: readonly Account[];
  /** Requests that were put off and are still to be answered. */
  readonly requests: readonly Request[];
  readonly show: (request: Request) => void;
  readonly offline: boolean;
  readonly notifications: NotificationSwitch;
}

/** The accounts with their codes, or how to get the first. */
export function HomeScreen({ accounts, requests, show, offline, notifications }: HomeProps) {
  if (accounts.length === 0) return <Welcome />;
  const add = (
    <button type="button" class="round" onClick={() => go('add')} aria-label="Add an account">
      <Icon name="plus" />
    </button>
  );
  return (
    <Screen title="Authenticator" action={add}>
      {offline && (
        <Notice icon="offline">
          <p>No connection. Codes work all the same; requests to approve come when you are online again.</p>
        </Notice>
      )}
      {requests.map((request) => (
        <button key={request.transaction.id} type="button" class="waiting" onClick={() => show(request)}>
          <Icon name="bell" />
          <span>
            <strong>{request.account.organization}</strong> asks: is this you signing in?
          </span>
          <Icon name="next" />
        </button>
      ))}
      <ul class="accounts">
        {accounts.map((account) => (
          <AccountCard key={account.kid} account={account} />
        ))}
      </ul>
      <NotificationNotice notifications={notifications} />
    </Screen>
  );
}

const Welcome = () => (
  <Screen title="Authenticator">
    <div class="hero">
      <Mark />
      <p class="lead">Approve sign-ins with one tap, and have codes for when you are offline.</p>
      <button type="button" class="primary wide" onClick={() => go('add')}>
        <Icon name="plus" />
        Add your first account
      </button>
      <p class="hint">
        The keys are made on this device and never leave it. Nothing is collected, and no one else is asked.
      </p>
    </div>
  </Screen>
);
