import type { Client } from '@cofactor/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccess } from '../../access/AccessContext.tsx';
import { may, type Role } from '../../access/permissions.ts';
import { UserLink } from '../../people/UserLink.tsx';
import { type Act, ActDialog } from '../../proof/ActDialog.tsx';
import { useWords } from '../../texts/TextsContext.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Time } from '../../ui/Time.tsx';
import { type Column, DataTable } from '../../ui/table/DataTable.tsx';
import { Listing } from '../../ui/table/Listing.tsx';
import type { TabProps } from '../tabProps.ts';

/** An API token as far as the console shows it. */
interface Token {
  readonly id: string;
  readonly name: string;
  readonly userId?: string;
  readonly role?: Role;
  readonly scopes?: readonly string[];
  readonly created: string;
  readonly expiresAt?: string;
  readonly lastUsed?: string;
  readonly network: { readonly include?: readonly string[] };
}

const KEY = ['tokens'] as const;

const listTokens = (client: Client, q: string) =>
  queryOptions({
    queryKey: [...KEY, q],
    queryFn: ({ signal }) =>
      client.request(
        { method: 'GET', path: '/api/v1/api-tokens', query: { q: q || undefined } },
        { signal },
      ) as Promise<readonly Token[]>,
    placeholderData: (before) => before,
  });

/** API tokens: whose they are, what they may do, when they were last used. They are made on the command line alone. */
export function TokensTab({ q, look }: TabProps) {
  const { t, listed } = useWords();
  const { client, roles } = useAccess();
  const found = useQuery(listTokens(client, q));
  const tokens = found.data ?? [];
  const [act, setAct] = useState<Act>();
  const revoke = ({ id, name }: Token): Act => ({
    name: t('api.revoke', { name }),
    text: t('api.revokeText', { name }),
    danger: true,
    key: KEY,
    run: (asking) =>
      asking.request({ method: 'DELETE', path: '/api/v1/api-tokens/:apiTokenId', params: { apiTokenId: id } }),
  });
  const columns: readonly Column<Token>[] = [
    { name: t('api.name'), cell: ({ name }) => <bdi>{name}</bdi> },
    {
      name: t('api.owner'),
      onPhone: 'named',
      cell: ({ userId }) => (userId === undefined ? t('api.nobody') : <UserLink userId={userId} />),
    },
    {
      name: t('api.mayDo'),
      onPhone: 'named',
      width: 'wide',
      cell: ({ role, scopes, userId }) => (
        <>
          {role !== undefined && <strong>{t(`role.${role}`)} </strong>}
          {role === undefined && userId !== undefined && <span>{t('api.rolesOfOwner')} </span>}
          {scopes && <span className="soft">{listed(scopes)}</span>}
        </>
      ),
    },
    {
      name: t('api.lastUsed'),
      onPhone: 'named',
      cell: ({ lastUsed }) => (lastUsed === undefined ? t('people.never') : <Time at={lastUsed} />),
    },
    {
      name: t('api.expires'),
      onPhone: 'named',
      cell: ({ expiresAt }) => (expiresAt === undefined ? t('people.never') : <Time at={expiresAt} />),
    },
    ...(may(roles, 'revokeApiToken')
      ? [
          {
            name: t('api.actions'),
            cell: (token: Token) => (
              <PressButton danger quiet onPress={() => setAct(revoke(token))}>
                {t('api.revokeShort')}
                <span className="unseen">{token.name}</span>
              </PressButton>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <search className="filters">
        <SearchBox label={t('api.searchTokens')} hint={t('api.searchHint')} value={q} change={look} />
      </search>
      <p className="soft">{t('api.tokensHelp')}</p>
      <Listing
        found={found}
        count={tokens.length}
        empty={<EmptyState title={t('api.noTokens')} help={t(q === '' ? 'api.tokensHelp' : 'api.searchHint')} />}
      >
        <DataTable caption={t('api.tokens')} columns={columns} rows={tokens} keyOf={({ id }) => id} />
      </Listing>
      {act && <ActDialog act={act} close={() => setAct(undefined)} />}
    </>
  );
}
