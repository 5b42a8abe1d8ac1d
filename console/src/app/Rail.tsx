import { Link, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { may } from '../access/permissions.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { Icon } from '../ui/icons.tsx';
import { type Room, rooms } from './places.ts';

/** The navigation: the pages that one's roles open. On a phone it is behind a button. */
export function Rail() {
  const { t } = useWords();
  const { roles } = useAccess();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // Another page closes it.
  const [openAt, setOpenAt] = useState<string>();
  const isOpen = openAt === path;
  return (
    <nav className={isOpen ? 'rail open' : 'rail'} aria-label={t('app.navigation')}>
      <button
        type="button"
        className="rail-menu button quiet"
        aria-expanded={isOpen}
        aria-controls="rooms"
        onClick={() => setOpenAt(isOpen ? undefined : path)}
      >
        <Icon name="menu" />
        {t('app.menu')}
      </button>
      <div id="rooms">
        {rooms.map((room) => (
          <RoomLinks key={room.heading} {...room} places={room.places.filter(({ action }) => may(roles, action))} />
        ))}
      </div>
    </nav>
  );
}

function RoomLinks({ heading, places }: Room) {
  const { t } = useWords();
  if (places.length === 0) return null;
  return (
    <section>
      <h2 id={heading}>{t(heading)}</h2>
      <ul aria-labelledby={heading}>
        {places.map(({ to, name, icon }) => (
          <li key={to}>
            <Link to={to} title={t(name)} activeProps={{ 'aria-current': 'page' }}>
              <Icon name={icon} />
              <span>{t(name)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
