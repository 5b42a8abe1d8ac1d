import { useCallback } from 'react';
import { Input, Label, SearchField, Text } from 'react-aria-components';
import { useWords } from '../texts/TextsContext.tsx';
import { Icon } from '../ui/icons.tsx';
import { useTyped } from '../ui/useTyped.ts';
import { isExact, type PeopleSearch, statuses, type UserStatus } from './search.ts';

interface Props {
  readonly search: PeopleSearch;
  readonly change: (search: PeopleSearch) => void;
}

/** The search as one types, and the status. */
export function SearchForm({ search, change }: Props) {
  const { t } = useWords();
  const { q = '', status } = search;
  const look = useCallback(
    (words: string) => change({ ...(status && { status }), ...(words !== '' && { q: words }) }),
    [status, change],
  );
  const [typed, setTyped] = useTyped(q, look);
  const exact = isExact(typed.trim());
  return (
    <search className="filters">
      <SearchField className="field" value={typed} onChange={setTyped} autoComplete="off" spellCheck="false">
        <Label>{t('people.search')}</Label>
        <div className="with-icon">
          <Icon name="search" />
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
