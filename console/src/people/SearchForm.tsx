import { useEffect, useState } from 'react';
import { Input, Label, SearchField, Text } from 'react-aria-components';
import { useWords } from '../texts/TextsContext.tsx';
import { SearchIcon } from '../ui/icons.tsx';
import { isExact, type PeopleSearch, statuses, type UserStatus } from './search.ts';

/** Milliseconds after the last letter until it is searched for. */
const TYPED_MS = 200;

interface Props {
  readonly search: PeopleSearch;
  readonly change: (search: PeopleSearch) => void;
}

/** The search as one types, and the status. */
export function SearchForm({ search, change }: Props) {
  const { t } = useWords();
  const [typed, setTyped] = useState(search.q ?? '');
  const { q = '', status } = search;
  // Whoever goes back finds the words of then.
  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(() => change({ ...(status && { status }), ...(typed !== '' && { q: typed }) }), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, q, status, change]);
  const exact = isExact(typed.trim());
  return (
    <search className="people-search">
      <SearchField className="field" value={typed} onChange={setTyped} autoComplete="off" spellCheck="false">
        <Label>{t('people.search')}</Label>
        <div className="with-icon">
          <SearchIcon />
          <Input maxLength={200} />
        </div>
        <Text slot="description">{t(exact ? 'people.statusUnused' : 'people.searchHint')}</Text>
      </SearchField>
      <label className="field">
        {t('people.status')}
        <select
          value={status ?? ''}
          disabled={exact}
          onChange={({ target }) => {
            const chosen = target.value as UserStatus | '';
            change({ ...(typed !== '' && { q: typed }), ...(chosen !== '' && { status: chosen }) });
          }}
        >
          <option value="">{t('people.anyStatus')}</option>
          {statuses.map((one) => (
            <option key={one} value={one}>
              {t(`status.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}
