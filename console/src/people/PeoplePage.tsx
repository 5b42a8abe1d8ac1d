import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageTitle } from '../ui/PageTitle.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { Listing } from '../ui/table/Listing.tsx';
import { listPeople } from './listPeople.ts';
import { PeopleTable } from './PeopleTable.tsx';
import { SearchForm } from './SearchForm.tsx';
import type { PeopleSearch } from './search.ts';

/** Directory > People. The address holds the search, so that it can be sent to a colleague. */
export function PeoplePage() {
  const { t } = useWords();
  const { client } = useAccess();
  const search = useSearch({ from: '/users' });
  const navigate = useNavigate({ from: '/users' });
  const router = useRouter();
  const change = useCallback(
    (wanted: PeopleSearch) => {
      // Whoever has followed a link while its page is loading is not called back by the letters typed before.
      if (router.latestLocation.pathname === '/users') void navigate({ search: wanted, replace: true });
    },
    [navigate, router],
  );
  const found = useInfiniteQuery(listPeople(client, search));
  const users = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageTitle>{t('people.title')}</PageTitle>
      <SearchForm search={search} change={change} />
      <Listing found={found} count={users.length} empty={<NobodyFound search={search} clear={() => change({})} />}>
        <PeopleTable users={users} />
      </Listing>
    </>
  );
}

function NobodyFound({ search: { q, status }, clear }: { readonly search: PeopleSearch; readonly clear: () => void }) {
  const { t } = useWords();
  if (q === undefined && status === undefined) {
    return <EmptyState title={t('people.emptyTitle')} help={t('people.emptyHelp')} />;
  }
  return (
    <EmptyState title={t('people.noneTitle')} help={t(q === undefined ? 'people.noneInStatus' : 'people.noneHelp')}>
      <PressButton onPress={clear}>{t('people.clear')}</PressButton>
    </EmptyState>
  );
}
