import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useAccess } from '../access/AccessContext.tsx';
import { WaitingRequests } from '../helpDesk/WaitingRequests.tsx';
import { nameOf } from '../people/nameOf.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { Failure } from '../ui/Failure.tsx';
import { PageTitle } from '../ui/PageTitle.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Actions } from './Actions.tsx';
import { Diagnosis } from './Diagnosis.tsx';
import { FactorList } from './FactorList.tsx';
import { PersonFacts } from './PersonFacts.tsx';
import { readUser } from './readPerson.ts';
import { Timeline } from './Timeline.tsx';

/** A person: what is wrong, what helps, what they have, and what happened. */
export function PersonPage() {
  const { t } = useWords();
  const { client } = useAccess();
  const { userId } = useParams({ from: '/user/profile/view/$userId' });
  const { data: user, isPending, isError, error, refetch } = useQuery(readUser(client, userId));
  return (
    <>
      <Link to="/users" className="back">
        {t('person.back')}
      </Link>
      {isPending && <Skeleton lines={3} height="card" />}
      {isError && !user && (
        <>
          <PageTitle>{t('app.people')}</PageTitle>
          <Failure error={error} again={() => void refetch()} />
        </>
      )}
      {user && (
        <>
          <div className="person-head">
            <PageTitle title={nameOf(user)}>
              <bdi>{nameOf(user)}</bdi>
            </PageTitle>
            <Actions user={user} />
          </div>
          <WaitingRequests user={user} />
          <Diagnosis user={user} />
          <div className="person">
            <div className="person-main">
              <FactorList user={user} />
              <Timeline userId={user.id} />
            </div>
            <PersonFacts user={user} />
          </div>
        </>
      )}
    </>
  );
}
