import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useAccess } from '../access/AccessContext.tsx';
import { may } from '../access/permissions.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Status } from '../ui/Status.tsx';
import { Time } from '../ui/Time.tsx';
import { type Column, DataTable } from '../ui/table/DataTable.tsx';
import { Listing } from '../ui/table/Listing.tsx';
import { useWhilePresent } from '../ui/useWhilePresent.ts';
import {
  type Delivery,
  type DeliveryState,
  deliveryStates,
  type EventHook,
  listDeliveries,
  MOST_DELIVERIES,
} from './eventHook.ts';

/** Milliseconds after which deliveries are looked for anew. */
const LOOK_MS = 10_000;

interface Props {
  readonly hook: EventHook;
  readonly status: DeliveryState | undefined;
  readonly choose: (status: DeliveryState | undefined) => void;
}

/** The events that a hook has not taken: those that are tried again, and dead letters. */
export function Deliveries({ hook, status, choose }: Props) {
  const { t } = useWords();
  const { client, roles } = useAccess();
  const found = useQuery({ ...listDeliveries(client, hook.id, status), refetchInterval: useWhilePresent(LOOK_MS) });
  const deliveries = found.data ?? [];
  const mayRead = may(roles, 'listLogEvents');
  const columns: readonly Column<Delivery>[] = [
    {
      name: t('log.event'),
      width: 'wide',
      cell: ({ eventType, published }) =>
        mayRead ? (
          <Link to="/reports/system-log" search={{ type: eventType, since: published }}>
            {eventType}
          </Link>
        ) : (
          eventType
        ),
    },
    {
      name: t('people.status'),
      width: 'narrow',
      onPhone: 'corner',
      cell: (one) => <Status tone={one.status === 'DEAD' ? 'bad' : 'waiting'}>{t(`hooks.${one.status}`)}</Status>,
    },
    { name: t('hooks.attempts'), onPhone: 'named', cell: ({ attempts }) => attempts },
    { name: t('hooks.lastAttempt'), onPhone: 'named', cell: ({ lastAttempt }) => <Time at={lastAttempt} /> },
    {
      name: t('hooks.nextAttempt'),
      onPhone: 'named',
      cell: ({ nextAttempt }) => (nextAttempt === null ? t('people.never') : <Time at={nextAttempt} />),
    },
    { name: t('log.reason'), onPhone: 'named', cell: ({ reason }) => reason },
  ];
  return (
    <section aria-label={t('hooks.deliveriesOf', { name: hook.name })}>
      <div className="section-head">
        <h2>{t('hooks.deliveriesOf', { name: hook.name })}</h2>
        <label className="field inline">
          {t('timeline.show')}
          <select
            value={status ?? ''}
            onChange={({ target }) => choose(deliveryStates.find((one) => one === target.value))}
          >
            <option value="">{t('hooks.all')}</option>
            {deliveryStates.map((one) => (
              <option key={one} value={one}>
                {t(`hooks.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Listing
        found={found}
        count={deliveries.length}
        empty={<EmptyState title={t('hooks.nothing')} help={t('hooks.nothingHelp')} />}
      >
        <DataTable
          caption={t('hooks.deliveriesOf', { name: hook.name })}
          columns={columns}
          rows={deliveries}
          keyOf={({ id }) => id}
        />
      </Listing>
      {deliveries.length >= MOST_DELIVERIES && <p className="soft">{t('hooks.most', { most: MOST_DELIVERIES })}</p>}
    </section>
  );
}
