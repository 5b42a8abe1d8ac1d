import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccess } from '../../access/AccessContext.tsx';
import { may } from '../../access/permissions.ts';
import { type Act, ActDialog } from '../../proof/ActDialog.tsx';
import { useWords } from '../../texts/TextsContext.tsx';
import { ActionMenu } from '../../ui/ActionMenu.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Icon } from '../../ui/icons.tsx';
import { OnOff } from '../../ui/OnOff.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Time } from '../../ui/Time.tsx';
import { type Column, DataTable } from '../../ui/table/DataTable.tsx';
import { Listing } from '../../ui/table/Listing.tsx';
import type { TabProps } from '../tabProps.ts';
import { AppScopes } from './AppScopes.tsx';
import { NewAppDialog } from './NewAppDialog.tsx';
import { APPS, changeApp, listApps, type ServiceApp } from './serviceApp.ts';

/** Service apps: programs that get access tokens by their keys. */
export function AppsTab({ q, look }: TabProps) {
  const { t } = useWords();
  const { client, roles } = useAccess();
  const found = useInfiniteQuery(listApps(client, q));
  const apps = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const [open, setOpen] = useState<string>();
  const [act, setAct] = useState<Act>();
  const [isNew, setNew] = useState(false);
  const mayChange = may(roles, 'createApplication');
  const actOf = ({ id, label: name }: ServiceApp, step: 'activate' | 'deactivate' | 'delete'): Act => ({
    name: t(`api.app.${step}`, { name }),
    text: t(`api.app.${step}Text`, { name }),
    danger: step !== 'activate',
    key: APPS,
    run: (asking) => changeApp(asking, id, step),
  });
  const columns: readonly Column<ServiceApp>[] = [
    {
      name: t('api.name'),
      width: 'wide',
      cell: ({ id, label }) => (
        <button
          type="button"
          className="opener"
          aria-expanded={open === id}
          onClick={() => setOpen(open === id ? undefined : id)}
        >
          <bdi>{label}</bdi>
        </button>
      ),
    },
    { name: t('api.clientId'), width: 'wide', onPhone: 'named', cell: ({ id }) => <CopyText text={id} /> },
    { name: t('people.status'), onPhone: 'corner', cell: ({ status }) => <OnOff status={status} /> },
    { name: t('person.created'), onPhone: 'named', cell: ({ created }) => <Time at={created} /> },
    ...(mayChange
      ? [
          {
            name: t('api.actions'),
            cell: (app: ServiceApp) => (
              <ActionMenu
                quiet
                actions={(app.status === 'ACTIVE' ? (['deactivate'] as const) : (['activate', 'delete'] as const)).map(
                  (step) => ({
                    name: t(`api.step.${step}`),
                    danger: step !== 'activate',
                    choose: () => setAct(actOf(app, step)),
                  }),
                )}
              >
                {t('api.actions')}
                <span className="unseen">{app.label}</span>
                <Icon name="down" />
              </ActionMenu>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <search className="filters with-button">
        <SearchBox label={t('api.searchApps')} hint={t('api.searchHint')} value={q} change={look} />
        {mayChange && (
          <PressButton main onPress={() => setNew(true)}>
            {t('api.newApp')}
          </PressButton>
        )}
      </search>
      <Listing
        found={found}
        count={apps.length}
        empty={<EmptyState title={t('api.noApps')} help={t(q === '' ? 'api.appsHelp' : 'api.searchHint')} />}
      >
        <DataTable
          caption={t('api.apps')}
          columns={columns}
          rows={apps}
          keyOf={({ id }) => id}
          detail={(app) => app.id === open && <AppScopes app={app} />}
        />
      </Listing>
      {isNew && <NewAppDialog close={() => setNew(false)} />}
      {act && <ActDialog act={act} close={() => setAct(undefined)} />}
    </>
  );
}
