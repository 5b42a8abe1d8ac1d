import { Link } from '@tanstack/react-router';
import { useWords } from '../texts/TextsContext.tsx';
import { type Column, DataTable } from '../ui/table/DataTable.tsx';
import { type Bar, histogramOf } from './histogram.ts';
import type { LogEvent } from './logEvent.ts';

/** The shown events over time: bars that lead to what is behind them, and the same as a table. */
export function Histogram({ events }: { readonly events: readonly LogEvent[] }) {
  const { t, exact } = useWords();
  const bars = histogramOf(events);
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return null;
  const highest = Math.max(...bars.map(({ succeeded, failed }) => succeeded + failed));
  const counted = bars.filter(({ succeeded, failed }) => succeeded + failed > 0);
  return (
    <figure className="histogram">
      <figcaption>
        <strong>{t('log.overTime')}</strong>
        <span className="soft">{t('log.legend')}</span>
      </figcaption>
      {/* The table has the same for the keyboard and for who cannot see the bars. */}
      <div className="bars" aria-hidden="true">
        <span className="highest soft">{highest}</span>
        {bars.map((bar) => (
          <BarLink key={bar.since} bar={bar} highest={highest} />
        ))}
      </div>
      <p className="range soft">
        <span>{exact(first.since)}</span>
        <span>{exact(last.until)}</span>
      </p>
      <details>
        <summary>{t('log.asTable')}</summary>
        <DataTable
          caption={t('log.overTime')}
          rows={counted.toReversed()}
          keyOf={({ since }) => since}
          columns={columnsOf(t, exact)}
        />
      </details>
    </figure>
  );
}

function BarLink({ bar, highest }: { readonly bar: Bar; readonly highest: number }) {
  const { t, exact } = useWords();
  const { since, until, succeeded, failed } = bar;
  const title = t('log.bar', { since: exact(since), until: exact(until), succeeded, failed });
  return (
    <Link from="/reports/system-log" search={(before) => ({ ...before, since, until })} tabIndex={-1} title={title}>
      <svg viewBox={`0 0 4 ${highest}`} preserveAspectRatio="none" aria-hidden="true">
        <rect className="succeeded" x="0" width="4" y={highest - succeeded} height={succeeded} />
        {/* Narrower, so that it is told apart without color. */}
        <rect className="failed" x="1" width="2" y={highest - succeeded - failed} height={failed} />
      </svg>
    </Link>
  );
}

type Words = ReturnType<typeof useWords>;

function columnsOf(t: Words['t'], exact: Words['exact']): readonly Column<Bar>[] {
  return [
    {
      name: t('log.from'),
      cell: ({ since, until }) => (
        <Link from="/reports/system-log" search={(before) => ({ ...before, since, until })}>
          {exact(since)}
        </Link>
      ),
    },
    { name: t('log.to'), cell: ({ until }) => exact(until), onPhone: 'named' },
    { name: t('log.succeeded'), cell: ({ succeeded }) => succeeded, onPhone: 'named' },
    { name: t('log.failed'), cell: ({ failed }) => failed, onPhone: 'named' },
  ];
}
