import { useEffect, useState } from 'react';

/** Milliseconds after the last letter until what was typed is acted on. */
const TYPED_MS = 200;

/**
 * The text of a field while it is typed, and a function that changes it. `change` is told once nobody types for a moment;
 * a `value` that came otherwise, as by going back, takes the place of what was typed.
 */
export function useTyped(value: string, change: (typed: string) => void): readonly [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => change(typed), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, value, change]);
  return [typed, setTyped];
}
