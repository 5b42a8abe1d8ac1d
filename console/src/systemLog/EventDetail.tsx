import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TextKey } from '../texts/keys.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { CopyText } from '../ui/CopyText.tsx';
import { type LogEvent, type LogTarget, partyName } from './logEvent.ts';
import type { LogSearch } from './logSearch.ts';

/** All that is known of an event, and the ways on from it. */
export function EventDetail({ event }: { readonly event: LogEvent }) {
  const { t } = useWords();
  const { actor, client, outcome, target, transaction, debugContext } = event;
  const shown: readonly (readonly [TextKey, ReactNode])[] = [
    ['log.type', <Only key="type" part={{ type: event.eventType }} text={event.eventType} />],
    ['log.actor', <Party key="actor" party={actor} part={{ actor: actor.id }} />],
    ...target.map((one) => ['log.target', <Party key={one.id} party={one} />] as const),
    ['log.reason', outcome.reason],
    ['log.address', client.ipAddress && <Only key="ip" part={{ address: client.ipAddress }} text={client.ipAddress} />],
    ['log.program', client.userAgent?.rawUserAgent],
    ['log.transaction', <Only key="transaction" part={{ transaction: transaction.id }} text={transaction.id} />],
    ['log.id', <CopyText key="id" text={event.uuid} />],
  ];
  const details = { ...transaction.detail, ...debugContext.debugData };
  return (
    <div className="event-detail">
      <dl className="facts">
        {shown
          .filter(([, value]) => value != null && value !== '')
          .map(([name, value], place) => (
            <div key={`${name} ${place}`}>
              <dt>{t(name)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        {Object.entries(details).map(([name, value]) => (
          <div key={name}>
            <dt lang="en">{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{t('log.asJson')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by the keyboard as well. */}
        <pre tabIndex={0}>{JSON.stringify(event, null, 2)}</pre>
      </details>
    </div>
  );
}

/** A value that leads to all events that have it. */
function Only({ part, text }: { readonly part: LogSearch; readonly text: string }) {
  const { t } = useWords();
  return (
    <Link from="/reports/system-log" search={(before) => ({ ...before, ...part })} title={t('log.only')}>
      {text}
    </Link>
  );
}

type PartyLike = Pick<LogTarget, 'id' | 'type' | 'alternateId' | 'displayName'> &
  Partial<Pick<LogTarget, 'detailEntry'>>;

function Party({ party, part }: { readonly party: PartyLike; readonly part?: LogSearch }) {
  const { t } = useWords();
  const { id, type, detailEntry } = party;
  return (
    <>
      {type === 'User' ? (
        <Link to="/user/profile/view/$userId" params={{ userId: id }}>
          <bdi>{partyName(party)}</bdi>
        </Link>
      ) : (
        <bdi>{partyName(party)}</bdi>
      )}
      <span className="soft">
        {' '}
        {type} {part ? <Only part={part} text={id} /> : id}
      </span>
      {detailEntry && Object.keys(detailEntry).length > 0 && (
        <span className="soft">
          {' '}
          {t('log.changed')} {JSON.stringify(detailEntry)}
        </span>
      )}
    </>
  );
}
