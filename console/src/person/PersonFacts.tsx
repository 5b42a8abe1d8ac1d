import type { User } from '@cofactor/client';
import { useQuery } from '@tanstack/react-query';
import { useAccess } from '../access/AccessContext.tsx';
import { UserStatus } from '../people/UserStatus.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { CopyText } from '../ui/CopyText.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Time } from '../ui/Time.tsx';
import { readGroups } from './readPerson.ts';

/** The facts about a person, groups among them. */
export function PersonFacts({ user }: { readonly user: User }) {
  const { t } = useWords();
  const { client } = useAccess();
  const groups = useQuery(readGroups(client, user.id));
  const { login, email } = user.profile;
  return (
    <dl className="facts card">
      <dt>{t('people.status')}</dt>
      <dd>
        <UserStatus status={user.status} />
      </dd>
      <dt>{t('person.login')}</dt>
      <dd>
        <CopyText text={login} />
      </dd>
      {email !== login && (
        <>
          <dt>{t('person.email')}</dt>
          <dd>{email}</dd>
        </>
      )}
      <dt>{t('person.id')}</dt>
      <dd>
        <CopyText text={user.id} />
      </dd>
      <dt>{t('person.groups')}</dt>
      <dd>
        {groups.isError && <Failure error={groups.error} again={() => void groups.refetch()} />}
        <ul className="chips">
          {groups.data?.map(({ id, profile }) => (
            <li key={id}>{profile.name}</li>
          ))}
        </ul>
      </dd>
      <dt>{t('person.lastLogin')}</dt>
      <dd>{user.lastLogin === null ? t('people.never') : <Time at={user.lastLogin} />}</dd>
      <dt>{t('person.created')}</dt>
      <dd>
        <Time at={user.created} />
      </dd>
    </dl>
  );
}
