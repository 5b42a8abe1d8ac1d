import type { Factor } from '@cofactor/client';
import { useQuery } from '@tanstack/react-query';
import { useAccess } from '../access/AccessContext.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { Status } from '../ui/Status.tsx';
import { detailOf, kindName, timesOf, toneOf } from './factorText.ts';
import { readDevices } from './readPerson.ts';

interface Props {
  readonly userId: string;
  readonly factor: Factor;
}

/** A factor: its kind, which one it is, how it stands, and since when. */
export function FactorCard({ userId, factor }: Props) {
  const { t, ago, exact } = useWords();
  const { created, lastUpdated } = timesOf(factor);
  const detail = detailOf(factor);
  return (
    <li className="card factor">
      <h3>{kindName(t, factor.factorType)}</h3>
      {detail !== undefined && (
        <p>
          <bdi>{detail}</bdi>
        </p>
      )}
      <Status tone={toneOf(factor)}>{t(`factors.${factor.status}`)}</Status>
      {created !== undefined && (
        <p className="soft" title={exact(created)}>
          {t('factors.since', { since: ago(created) })}
        </p>
      )}
      {lastUpdated !== undefined && lastUpdated !== created && (
        <p className="soft" title={exact(lastUpdated)}>
          {t('factors.changed', { when: ago(lastUpdated) })}
        </p>
      )}
      {factor.factorType === 'push' && factor.status === 'ACTIVE' && <Devices userId={userId} factorId={factor.id} />}
      <p className="soft id">{factor.id}</p>
    </li>
  );
}

function Devices({ userId, factorId }: { readonly userId: string; readonly factorId: string }) {
  const { t, ago } = useWords();
  const { client } = useAccess();
  const { data } = useQuery(readDevices(client, userId, factorId));
  if (!data || data.length === 0) return null;
  return (
    <div>
      <p className="soft">{t('factors.devices')}</p>
      <ul className="devices">
        {data.map(({ id, name, platform, created }) => (
          <li key={id}>
            <bdi>{name}</bdi> <span className="soft">{[platform, ago(created)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
