import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { Gate } from '../access/Gate.tsx';
import { may } from '../access/permissions.ts';
import { nameOf } from '../people/nameOf.ts';
import { UserStatus } from '../people/UserStatus.tsx';
import { type Act, ActDialog } from '../proof/ActDialog.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { ActionMenu } from '../ui/ActionMenu.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Icon } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { type Column, DataTable } from '../ui/table/DataTable.tsx';
import { Listing } from '../ui/table/Listing.tsx';
import { ADMINISTRATORS, type Administrator, type HeldRole, listAdministrators, takeRole } from './administrators.ts';
import { GiveRoleDialog } from './GiveRoleDialog.tsx';

/** Settings > Administrators: who holds which role; roles are given and taken here. */
export function AdministratorsPage() {
  const { t } = useWords();
  return (
    <Gate action="listUsersWithRoleAssignments" title={t('admins.title')}>
      <Administrators />
    </Gate>
  );
}

function Administrators() {
  const { t } = useWords();
  const { client, login, roles } = useAccess();
  const found = useInfiniteQuery(listAdministrators(client));
  const all = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const [given, setGiven] = useState<Administrator | 'new'>();
  const [act, setAct] = useState<Act>();
  const mayChange = may(roles, 'assignRoleToUser');
  const take = ({ user }: Administrator, { id, type }: HeldRole): Act => ({
    name: t('admins.take', { role: t(`role.${type}`), name: nameOf(user) }),
    text: t('admins.takeText', { name: nameOf(user) }),
    danger: true,
    key: ADMINISTRATORS,
    run: (asking) => takeRole(asking, user.id, id),
  });
  const actionsOf = (one: Administrator) => [
    { name: t('admins.give'), choose: () => setGiven(one) },
    ...one.roles.map((held) => ({
      name: t('admins.takeShort', { role: t(`role.${held.type}`) }),
      danger: true,
      choose: () => setAct(take(one, held)),
    })),
  ];
  const columns: readonly Column<Administrator>[] = [
    {
      name: t('people.name'),
      cell: ({ user }) => (
        <Link to="/user/profile/view/$userId" params={{ userId: user.id }}>
          <bdi>{nameOf(user)}</bdi>
        </Link>
      ),
    },
    { name: t('people.login'), width: 'wide', cell: ({ user }) => <bdi>{user.profile.login}</bdi> },
    {
      name: t('admins.roles'),
      width: 'wide',
      cell: ({ roles: held }) => (
        <ul className="chips">
          {held.map(({ id, type }) => (
            <li key={id}>{t(`role.${type}`)}</li>
          ))}
        </ul>
      ),
    },
    { name: t('people.status'), onPhone: 'corner', cell: ({ user }) => <UserStatus status={user.status} /> },
    ...(mayChange
      ? [
          {
            name: t('api.actions'),
            // The service lets nobody take a role from themselves.
            cell: (one: Administrator) =>
              one.user.profile.login !== login && (
                <ActionMenu quiet actions={actionsOf(one)}>
                  {t('api.actions')}
                  <span className="unseen">{nameOf(one.user)}</span>
                  <Icon name="down" />
                </ActionMenu>
              ),
          },
        ]
      : []),
  ];
  return (
    <>
      <p className="soft">{t('admins.help')}</p>
      {mayChange && (
        <PressButton main onPress={() => setGiven('new')}>
          {t('admins.give')}
        </PressButton>
      )}
      <Listing found={found} count={all.length} empty={<EmptyState title={t('admins.none')} help={t('admins.help')} />}>
        <DataTable caption={t('admins.title')} columns={columns} rows={all} keyOf={({ user }) => user.id} />
      </Listing>
      {given === 'new' && <GiveRoleDialog close={() => setGiven(undefined)} />}
      {typeof given === 'object' && (
        <GiveRoleDialog
          login={given.user.profile.login}
          held={given.roles.map(({ type }) => type)}
          close={() => setGiven(undefined)}
        />
      )}
      {act && <ActDialog act={act} close={() => setAct(undefined)} />}
    </>
  );
}
