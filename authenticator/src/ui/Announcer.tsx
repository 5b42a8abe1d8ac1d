import { useEffect, useState } from 'preact/hooks';
import { onAnnounce } from '../state/announce.ts';

/** The live region: there from the start, since regions that come with their text are often not read. */
export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => onAnnounce(setText), []);
  return (
    <p class="unseen" aria-live="assertive">
      {text}
    </p>
  );
}
