import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { signInUrl } from '../access/signIn.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { MarkIcon } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { Rail } from './Rail.tsx';

/** The frame of every page: where one is, who one is, and where one can go. */
export function Shell() {
  const { t } = useWords();
  const { development } = useAccess();
  const content = useRef<HTMLElement>(null);
  useFocusOnArrival(content);
  return (
    <div className="shell">
      <a className="skip" href={`${location.pathname}${location.search}#content`}>
        {t('app.skip')}
      </a>
      {development && (
        <aside className="development-band" aria-label={t('app.developmentMode')}>
          {t('app.development')}
        </aside>
      )}
      <header className="top-bar">
        <Link to="/users" className="brand">
          <MarkIcon />
          <span>{t('app.title')}</span>
        </Link>
        <WhoIAm />
      </header>
      <Rail />
      <main id="content" className="content" tabIndex={-1} ref={content}>
        <Outlet />
      </main>
    </div>
  );
}

function WhoIAm() {
  const { t } = useWords();
  const { client, login, development } = useAccess();
  if (development) return null;
  const signOut = async () => {
    await client.request({ method: 'DELETE', path: '/admin/session' }).catch(() => {});
    location.assign(signInUrl());
  };
  return (
    <div className="who">
      <span title={t('app.signedInAs', { login })}>{login}</span>
      <PressButton quiet onPress={() => void signOut()}>
        {t('app.signOut')}
      </PressButton>
    </div>
  );
}

/** A program that reads the page aloud begins anew where the page does, as after following a link of the web. */
function useFocusOnArrival(content: React.RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    content.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path, content]);
}
