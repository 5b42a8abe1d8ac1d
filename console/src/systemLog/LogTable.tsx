import { useState } from 'react';
import { useWords } from '../texts/TextsContext.tsx';
import { Status, type Tone } from '../ui/Status.tsx';
import { type Column, DataTable } from '../ui/table/DataTable.tsx';
import { EventDetail } from './EventDetail.tsx';
import { type LogEvent, type Outcome, partyName } from './logEvent.ts';

const tones: Readonly<Record<Outcome, Tone>> = { SUCCESS: 'good', FAILURE: 'bad', DENY: 'bad' };

/** Events, a row each that opens to all that is known of it. */
export function LogTable({ events }: { readonly events: readonly LogEvent[] }) {
  const { t, exact } = useWords();
  const [open, setOpen] = useState<string>();
  const columns: readonly Column<LogEvent>[] = [
    {
      name: t('log.event'),
      width: 'wide',
      cell: ({ uuid, displayMessage, eventType }) => (
        <button
          type="button"
          className="opener"
          aria-expanded={open === uuid}
          onClick={() => setOpen(open === uuid ? undefined : uuid)}
        >
          <span lang="en">{displayMessage}</span>
          <span className="soft">{eventType}</span>
        </button>
      ),
    },
    {
      name: t('log.time'),
      width: 'time',
      cell: ({ published }) => <time dateTime={published}>{exact(published)}</time>,
    },
    { name: t('log.actor'), onPhone: 'named', cell: ({ actor }) => <bdi>{partyName(actor)}</bdi> },
    { name: t('log.target'), onPhone: 'named', cell: ({ target }) => target[0] && <bdi>{partyName(target[0])}</bdi> },
    {
      name: t('log.outcome'),
      width: 'narrow',
      onPhone: 'corner',
      cell: ({ outcome: { result } }) => <Status tone={tones[result]}>{t(`log.${result}`)}</Status>,
    },
  ];
  return (
    <DataTable
      caption={t('log.title')}
      columns={columns}
      rows={events}
      keyOf={({ uuid }) => uuid}
      detail={(event) => event.uuid === open && <EventDetail event={event} />}
    />
  );
}
