import { useId } from 'react';

interface Props {
  readonly label: string;
  readonly hint?: string;
  /** ISO 8601. */
  readonly at?: string | undefined;
  readonly change: (at: string | undefined) => void;
}

/** A time in the reader's zone, to the second. */
export function TimeField({ label, hint, at, change }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        step={1}
        value={at === undefined ? '' : localOf(at)}
        aria-describedby={hint && `${id}-hint`}
        onChange={({ target }) => change(target.value === '' ? undefined : new Date(target.value).toISOString())}
      />
      {hint && (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
    </div>
  );
}

/** A time as the field wants it: local, and without a zone. */
function localOf(at: string): string {
  const time = new Date(at);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
