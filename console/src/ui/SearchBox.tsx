import { useId } from 'react';
import { Icon } from './icons.tsx';
import { useTyped } from './useTyped.ts';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

/** A field that is searched by while one types. */
export function SearchBox({ label, hint, value, change }: Props) {
  const id = useId();
  const [typed, setTyped] = useTyped(value, change);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="with-icon">
        <Icon name="search" />
        <input
          id={id}
          type="search"
          value={typed}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={hint && `${id}-hint`}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      {hint && (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
    </div>
  );
}
