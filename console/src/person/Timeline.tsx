import type { Operations } from '@cofactor/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Failure } from '../ui/Failure.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Status } from '../ui/Status.tsx';
import { useWhilePresent } from '../ui/useWhilePresent.ts';
import { readExplanation } from './readPerson.ts';

type Happening = Operations['explainUser']['reply']['timeline'][number];

const tones = { OK: 'good', PROBLEM: 'bad', NOTE: 'off' } as const;
/** Lines that are shown at first, and more each time. */
const LINES = 50;
/** Milliseconds after which the history is read anew: somebody may be on the phone. */
const LOOK_MS = 10_000;

/** The history of a person's codes and factors, newest first, by day. */
export function Timeline({ userId }: { readonly userId: string }) {
  const { t } = useWords();
  const { client } = useAccess();
  const [shown, setShown] = useState<'all' | 'problems'>('all');
  const [lines, setLines] = useState(LINES);
  const { data, isPending, isError, error, refetch } = useQuery({
    ...readExplanation(client, userId),
    refetchInterval: useWhilePresent(LOOK_MS),
  });
  const wanted = (data?.timeline ?? []).filter(({ outcome }) => shown === 'all' || outcome === 'PROBLEM').toReversed();
  return (
    <section className="timeline" aria-labelledby="timeline">
      <div className="section-head">
        <h2 id="timeline">{t('timeline.title')}</h2>
        <label className="field inline">
          {t('timeline.show')}
          <select value={shown} onChange={({ target }) => setShown(target.value as typeof shown)}>
            <option value="all">{t('timeline.all')}</option>
            <option value="problems">{t('timeline.problems')}</option>
          </select>
        </label>
      </div>
      {isPending && <Skeleton lines={5} height="row" />}
      {isError && <Failure error={error} again={() => void refetch()} />}
      {data && wanted.length === 0 && (
        <EmptyState help={t(shown === 'all' ? 'timeline.none' : 'timeline.noProblems')} />
      )}
      <Days happenings={wanted.slice(0, lines)} />
      {wanted.length > lines && <PressButton onPress={() => setLines(lines + LINES)}>{t('timeline.more')}</PressButton>}
    </section>
  );
}

function Days({ happenings }: { readonly happenings: readonly Happening[] }) {
  const { day } = useWords();
  const days = [...Map.groupBy(happenings, ({ at }) => day(at))];
  return days.map(([name, some]) => (
    <div key={name} className="day">
      <h3>{name}</h3>
      <ol>
        {some.map((happening, place) => (
          <Line key={`${happening.at} ${place}`} happening={happening} />
        ))}
      </ol>
    </div>
  ));
}

function Line({ happening: { at, outcome, text, by, address } }: { readonly happening: Happening }) {
  const { t, clock, exact } = useWords();
  return (
    <li>
      <time dateTime={at} title={exact(at)}>
        {clock(at)}
      </time>
      <Status tone={tones[outcome]}>{t(`timeline.${outcome}`)}</Status>
      <div>
        <p lang="en">{text}</p>
        {(by !== undefined || address !== undefined) && (
          <p className="soft">
            {[
              by !== undefined && t('timeline.by', { name: by }),
              address !== undefined && t('timeline.from', { address }),
            ]
              .filter(Boolean)
              .join(', ')}
          </p>
        )}
      </div>
    </li>
  );
}
