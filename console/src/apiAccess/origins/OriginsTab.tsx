import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccess } from '../../access/AccessContext.tsx';
import { may } from '../../access/permissions.ts';
import { type Act, ActDialog } from '../../proof/ActDialog.tsx';
import { useWords } from '../../texts/TextsContext.tsx';
import { ActionMenu } from '../../ui/ActionMenu.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Icon } from '../../ui/icons.tsx';
import { OnOff } from '../../ui/OnOff.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { type Column, DataTable } from '../../ui/table/DataTable.tsx';
import { Listing } from '../../ui/table/Listing.tsx';
import type { TabProps } from '../tabProps.ts';
import { OriginDialog } from './OriginDialog.tsx';
import { changeOrigin, listOrigins, ORIGINS, type TrustedOrigin } from './trustedOrigin.ts';

/** Trusted origins: the web pages elsewhere that may call the API. */
export function OriginsTab({ q, look }: TabProps) {
  const { t, listed } = useWords();
  const { client, roles } = useAccess();
  const found = useQuery(listOrigins(client, q));
  const origins = found.data ?? [];
  const [act, setAct] = useState<Act>();
  const [edited, setEdited] = useState<TrustedOrigin | 'new'>();
  const mayChange = may(roles, 'createTrustedOrigin');
  const actOf = ({ id, name }: TrustedOrigin, step: 'activate' | 'deactivate' | 'delete'): Act => ({
    name: t(`api.app.${step}`, { name }),
    text: t(`api.origin.${step}Text`, { name }),
    danger: step !== 'activate',
    key: ORIGINS,
    run: (asking) => changeOrigin(asking, id, step),
  });
  const actionsOf = (origin: TrustedOrigin) => [
    { name: t('api.step.edit'), choose: () => setEdited(origin) },
    ...([origin.status === 'ACTIVE' ? 'deactivate' : 'activate', 'delete'] as const).map((step) => ({
      name: t(`api.step.${step}`),
      danger: step !== 'activate',
      choose: () => setAct(actOf(origin, step)),
    })),
  ];
  const columns: readonly Column<TrustedOrigin>[] = [
    { name: t('api.name'), width: 'wide', cell: ({ name }) => <bdi>{name}</bdi> },
    { name: t('api.origin.address'), width: 'wide', onPhone: 'named', cell: ({ origin }) => origin },
    {
      name: t('api.origin.for'),
      onPhone: 'named',
      cell: ({ scopes }) => listed(scopes.map(({ type }) => type)),
    },
    { name: t('people.status'), onPhone: 'corner', cell: ({ status }) => <OnOff status={status} /> },
    ...(mayChange
      ? [
          {
            name: t('api.actions'),
            cell: (origin: TrustedOrigin) => (
              <ActionMenu quiet actions={actionsOf(origin)}>
                {t('api.actions')}
                <span className="unseen">{origin.name}</span>
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
        <SearchBox label={t('api.searchOrigins')} hint={t('api.searchHint')} value={q} change={look} />
        {mayChange && (
          <PressButton main onPress={() => setEdited('new')}>
            {t('api.origin.new')}
          </PressButton>
        )}
      </search>
      <Listing
        found={found}
        count={origins.length}
        empty={<EmptyState title={t('api.noOrigins')} help={t(q === '' ? 'api.originsHelp' : 'api.searchHint')} />}
      >
        <DataTable caption={t('api.origins')} columns={columns} rows={origins} keyOf={({ id }) => id} />
      </Listing>
      {edited === 'new' && <OriginDialog close={() => setEdited(undefined)} />}
      {typeof edited === 'object' && <OriginDialog origin={edited} close={() => setEdited(undefined)} />}
      {act && <ActDialog act={act} close={() => setAct(undefined)} />}
    </>
  );
}
