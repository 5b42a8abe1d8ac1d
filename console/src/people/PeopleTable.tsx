import type { User } from '@cofactor/client';
import { Link } from '@tanstack/react-router';
import { useWords } from '../texts/TextsContext.tsx';
import { Time } from '../ui/Time.tsx';
import { nameOf } from './nameOf.ts';
import { UserStatus } from './UserStatus.tsx';

/** People, a row each that leads to the person; on a phone a card. */
export function PeopleTable({ users }: { readonly users: readonly User[] }) {
  const { t } = useWords();
  return (
    <table className="people-table">
      <caption className="unseen">{t('people.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('people.name')}</th>
          <th scope="col">{t('people.login')}</th>
          <th scope="col">{t('people.status')}</th>
          <th scope="col">{t('people.lastLogin')}</th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id}>
            <th scope="row">
              <Link to="/user/profile/view/$userId" params={{ userId: user.id }}>
                <bdi>{nameOf(user)}</bdi>
              </Link>
            </th>
            <td>
              <bdi>{user.profile.login}</bdi>
            </td>
            <td>
              <UserStatus status={user.status} />
            </td>
            <td>{user.lastLogin === null ? t('people.never') : <Time at={user.lastLogin} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
