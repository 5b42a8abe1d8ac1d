import '../styles/systemLog.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { Gate } from '../access/Gate.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Failure } from '../ui/Failure.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { Tick } from '../ui/Tick.tsx';
import { Listing } from '../ui/table/Listing.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { Histogram } from './Histogram.tsx';
import { type Change, LogFilters } from './LogFilters.tsx';
import { LogTable } from './LogTable.tsx';
import { listLog, MOST_ROWS } from './listLog.ts';
import type { LogEvent } from './logEvent.ts';
import { isEverything, logSearchOf } from './logSearch.ts';
import { useTail } from './useTail.ts';

const PLACE = '/reports/system-log';

/** Reports > System Log. The address holds what is looked for. */
export function SystemLogPage() {
  const { t } = useWords();
  return (
    <Gate action="listLogEvents" title={t('log.title')}>
      <SystemLog />
    </Gate>
  );
}

function SystemLog() {
  const { t } = useWords();
  const { client } = useAccess();
  const search = useSearch({ from: PLACE });
  const navigate = useNavigate({ from: PLACE });
  const router = useRouter();
  const change: Change = useCallback(
    (part) => {
      // Letters typed just before a link was followed do not call back.
      if (router.latestLocation.pathname !== PLACE) return;
      void navigate({ search: (before) => logSearchOf({ ...before, ...part }), replace: true });
    },
    [navigate, router],
  );
  const clear = () => void navigate({ search: {}, replace: true });
  const found = useInfiniteQuery(listLog(client, search));
  const listed = found.data?.pages.flatMap(({ items }) => items) ?? [];
  // The newest event that was there when following began.
  const [from, setFrom] = useState<LogEvent | null>();
  const mayFollow = search.until === undefined && found.isSuccess && !found.isPlaceholderData;
  const tail = useTail(search, mayFollow ? from : undefined);
  const events = [...new Map([...tail.events, ...listed].map((event) => [event.uuid, event])).values()].slice(
    0,
    MOST_ROWS,
  );
  const [isExporting, setExporting] = useState(false);
  return (
    <>
      <LogFilters search={search} change={change} clear={clear} />
      <div className="log-tools">
        {search.until === undefined && (
          <Tick isSelected={from !== undefined} onChange={(isOn) => setFrom(isOn ? (listed[0] ?? null) : undefined)}>
            {t('log.live')}
          </Tick>
        )}
        <span className="soft" role="status">
          {tail.isPaused ? t('log.paused') : from !== undefined && t('log.came', { count: tail.events.length })}
        </span>
        <PressButton onPress={() => setExporting(true)}>{t('log.export')}</PressButton>
      </div>
      {tail.error && <Failure error={tail.error} />}
      {!found.isPlaceholderData && <Histogram events={events} />}
      <Listing
        found={found}
        count={events.length}
        empty={
          <EmptyState title={t('log.noneTitle')} help={t(isEverything(search) ? 'log.noneAtAll' : 'log.noneHelp')}>
            {!isEverything(search) && <PressButton onPress={clear}>{t('people.clear')}</PressButton>}
          </EmptyState>
        }
      >
        <LogTable events={events} />
      </Listing>
      {events.length >= MOST_ROWS && <p className="soft">{t('log.most', { most: MOST_ROWS })}</p>}
      {isExporting && <ExportDialog search={search} close={() => setExporting(false)} />}
    </>
  );
}
