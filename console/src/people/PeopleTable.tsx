import type { User } from '@cofactor/client';
import { Link } from '@tanstack/react-router';
import { useWords } from '../texts/TextsContext.tsx';
import { Time } from '../ui/Time.tsx';
import { type Column, DataTable } from '../ui/table/DataTable.tsx';
import { nameOf } from './nameOf.ts';
import { UserStatus } from './UserStatus.tsx';

/** People, a row each that leads to the person. */
export function PeopleTable({ users }: { readonly users: readonly User[] }) {
  const { t } = useWords();
  const columns: readonly Column<User>[] = [
    {
      name: t('people.name'),
      width: 'wide',
      cell: (user) => (
        <Link to="/user/profile/view/$userId" params={{ userId: user.id }}>
          <bdi>{nameOf(user)}</bdi>
        </Link>
      ),
    },
    { name: t('people.login'), width: 'wide', cell: ({ profile }) => <bdi>{profile.login}</bdi> },
    { name: t('people.status'), onPhone: 'corner', cell: ({ status }) => <UserStatus status={status} /> },
    {
      name: t('people.lastLogin'),
      // It stands on the page of the person.
      onPhone: 'hidden',
      cell: ({ lastLogin }) => (lastLogin === null ? t('people.never') : <Time at={lastLogin} />),
    },
  ];
  return <DataTable caption={t('people.title')} columns={columns} rows={users} keyOf={({ id }) => id} isLink />;
}
