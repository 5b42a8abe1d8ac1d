import { useEffect, useState } from 'preact/hooks';

interface InstallQuestion extends Event {
  prompt(): Promise<unknown>;
}

// Browsers ask when they like, which may be before there is anything on the screen to put the question on.
let question: InstallQuestion | undefined;
let changed = (): void => {};
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  question = event as InstallQuestion;
  changed();
});

/** Puts the browser's own question whether to install this app; undefined while it has none. */
export function useInstall(): (() => void) | undefined {
  const [offered, setOffered] = useState(question);
  useEffect(() => {
    changed = () => setOffered(question);
    changed();
    return () => {
      changed = () => {};
    };
  }, []);
  return (
    offered &&
    (() => {
      question = undefined;
      changed();
      void offered.prompt();
    })
  );
}
