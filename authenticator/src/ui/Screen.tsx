import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';

interface ScreenProps {
  readonly title: string;
  /** Leads back; without it there is no way back. */
  readonly back?: () => void;
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}

let shownBefore = false;

/** A page of the app: its heading is focused when it comes, so that everybody knows where they are. */
export function Screen({ title, back, action, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Authenticator`;
    if (shownBefore) heading.current?.focus();
    shownBefore = true;
  }, [title]);
  return (
    <main class="screen">
      <header class="bar">
        {back && (
          <button type="button" class="round" onClick={back} aria-label="Back">
            <Icon name="back" />
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {action}
      </header>
      {children}
    </main>
  );
}
