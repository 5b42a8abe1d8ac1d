import type { User } from '@cofactor/client';
import { useQuery } from '@tanstack/react-query';
import { useAccess } from '../access/AccessContext.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { FactorCard } from './FactorCard.tsx';
import { readFactors } from './readPerson.ts';

/** The factors of a person, a card each. */
export function FactorList({ user }: { readonly user: User }) {
  const { t } = useWords();
  const { client } = useAccess();
  const { data, isPending, isError, error, refetch } = useQuery(readFactors(client, user.id));
  return (
    <section className="factors" aria-labelledby="factors">
      <h2 id="factors">{t('factors.title')}</h2>
      {isPending && <Skeleton lines={2} height="card" />}
      {isError && <Failure error={error} again={() => void refetch()} />}
      {data?.length === 0 && <EmptyState title={t('factors.none')} help={t('factors.noneHelp')} />}
      {data && data.length > 0 && (
        <ul className="cards">
          {data.map((factor) => (
            <FactorCard key={factor.id} userId={user.id} factor={factor} />
          ))}
        </ul>
      )}
    </section>
  );
}
