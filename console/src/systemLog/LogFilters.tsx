import { useId } from 'react';
import type { TextKey } from '../texts/keys.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { SearchBox } from '../ui/SearchBox.tsx';
import { useTyped } from '../ui/useTyped.ts';
import { eventTypes } from './eventTypes.ts';
import { type Outcome, outcomes } from './logEvent.ts';
import { isEverything, type LogSearch } from './logSearch.ts';
import { TimeField } from './TimeField.tsx';

/** Changes parts of the search; undefined takes one away. */
export type Change = (part: { readonly [Name in keyof LogSearch]?: LogSearch[Name] | undefined }) => void;

interface Props {
  readonly search: LogSearch;
  readonly change: Change;
  readonly clear: () => void;
}

/** The filters of the system log. */
export function LogFilters({ search, change, clear }: Props) {
  const { t } = useWords();
  const types = useId();
  return (
    <search className="filters log-filters">
      <SearchBox
        label={t('log.words')}
        hint={t('log.wordsHint')}
        value={search.q ?? ''}
        change={(q) => change({ q: q || undefined })}
      />
      <Typed name="type" label="log.type" list={types} search={search} change={change} />
      <datalist id={types}>
        {eventTypes.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <Typed name="actor" label="log.actor" hint="log.actorHint" search={search} change={change} />
      <label className="field">
        {t('log.outcome')}
        <select
          value={search.outcome ?? ''}
          onChange={({ target }) => change({ outcome: (target.value || undefined) as Outcome | undefined })}
        >
          <option value="">{t('log.anyOutcome')}</option>
          {outcomes.map((one) => (
            <option key={one} value={one}>
              {t(`log.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <Typed name="address" label="log.address" search={search} change={change} />
      <Typed name="transaction" label="log.transaction" search={search} change={change} />
      <TimeField
        label={t('log.from')}
        hint={t('log.fromHint')}
        at={search.since}
        change={(since) => change({ since })}
      />
      <TimeField label={t('log.to')} at={search.until} change={(until) => change({ until })} />
      {!isEverything(search) && <PressButton onPress={clear}>{t('people.clear')}</PressButton>}
    </search>
  );
}

interface TypedProps {
  readonly name: 'type' | 'actor' | 'address' | 'transaction';
  readonly label: TextKey;
  readonly hint?: TextKey;
  readonly list?: string;
  readonly search: LogSearch;
  readonly change: Change;
}

function Typed({ name, label, hint, list, search, change }: TypedProps) {
  const { t } = useWords();
  const described = useId();
  const [typed, setTyped] = useTyped(search[name] ?? '', (value) => change({ [name]: value || undefined }));
  return (
    <div className="field">
      <label htmlFor={`${described}-field`}>{t(label)}</label>
      <input
        id={`${described}-field`}
        type="text"
        value={typed}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        list={list}
        aria-describedby={hint && described}
        onChange={({ target }) => setTyped(target.value)}
      />
      {hint && (
        <span id={described} className="hint">
          {t(hint)}
        </span>
      )}
    </div>
  );
}
