import { useEffect, useState } from 'react';

/** Milliseconds without input after which nobody is taken to be at the page. */
const AWAY_MS = 3 * 60_000;

const INPUT = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'visibilitychange'] as const;

/**
 * An interval in milliseconds while somebody is at the page, false while nobody is. Each request counts as a use of the
 * session, and one that the page makes by itself must not keep the session of somebody who has gone away from ending.
 */
export function useWhilePresent(intervalMs: number): number | false {
  const [isPresent, setPresent] = useState(true);
  useEffect(() => {
    const leave = () => setPresent(false);
    let away = setTimeout(leave, AWAY_MS);
    const noteInput = () => {
      clearTimeout(away);
      away = setTimeout(leave, AWAY_MS);
      setPresent(true);
    };
    for (const kind of INPUT) document.addEventListener(kind, noteInput, { capture: true, passive: true });
    return () => {
      clearTimeout(away);
      for (const kind of INPUT) document.removeEventListener(kind, noteInput, { capture: true });
    };
  }, []);
  return isPresent && intervalMs;
}
