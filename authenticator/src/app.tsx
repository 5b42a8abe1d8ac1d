import { useEffect, useRef, useState } from 'preact/hooks';
import { AccountScreen } from './screens/AccountScreen.tsx';
import { AddScreen } from './screens/AddScreen.tsx';
import { BrokenLinkScreen } from './screens/BrokenLinkScreen.tsx';
import { HomeScreen } from './screens/HomeScreen.tsx';
import { JoinScreen } from './screens/JoinScreen.tsx';
import { RequestDialog } from './screens/RequestDialog.tsx';
import { ScanScreen } from './screens/ScanScreen.tsx';
import { UnusableScreen } from './screens/UnusableScreen.tsx';
import { useAccounts } from './state/accounts.ts';
import { announce } from './state/announce.ts';
import { useNotifications } from './state/notifications.ts';
import { usePlace } from './state/place.ts';
import { type Request, useRequests } from './state/requests.ts';
import { Announcer } from './ui/Announcer.tsx';

const NONE: readonly never[] = [];

/** The whole app: one place at a time, and over it the request that waits for an answer. */
export function App() {
  const place = usePlace();
  const accounts = useAccounts();
  const list = accounts.list ?? NONE;
  const notifications = useNotifications(list);
  const { live, offline } = useRequests(list, accounts.reload);
  const { open, show, close } = useOpenRequest(live);

  useEffect(() => {
    // Once somebody relies on it, the browser is not to throw it away when space gets short.
    if (list.length > 0) void navigator.storage?.persist?.();
  }, [list.length > 0]);

  if (accounts.unusable) return <UnusableScreen />;
  if (accounts.list === undefined) return null;
  const account = place.name === 'account' ? list.find(({ kid }) => kid === place.kid) : undefined;
  return (
    <>
      <Announcer />
      {place.name === 'add' && <AddScreen />}
      {place.name === 'scan' && <ScanScreen />}
      {place.name === 'join' && <JoinScreen activation={place.activation} added={accounts.reload} />}
      {place.name === 'brokenLink' && <BrokenLinkScreen />}
      {account && (
        <AccountScreen key={account.kid} account={account} changed={accounts.reload} last={list.length === 1} />
      )}
      {(place.name === 'home' || (place.name === 'account' && !account)) && (
        <HomeScreen accounts={list} requests={live} show={show} offline={offline} notifications={notifications} />
      )}
      {open && <RequestDialog key={open.transaction.id} request={open} live={live} close={close} />}
    </>
  );
}

/** Which request is on the screen: the oldest nobody has looked at, until it is answered or put off. */
function useOpenRequest(live: readonly Request[]) {
  const [open, setOpen] = useState<Request>();
  const seen = useRef(new Set<string>());
  useEffect(() => {
    if (open) return;
    const next = live.find(({ transaction }) => !seen.current.has(transaction.id));
    if (next) show(next);
  }, [live, open]);

  const show = (request: Request): void => {
    seen.current.add(request.transaction.id);
    setOpen(request);
    announce(`${request.account.organization} asks: is this you signing in?`);
  };
  return { open, show, close: () => setOpen(undefined) };
}
