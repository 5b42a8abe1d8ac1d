import type { ReactNode } from 'react';
import { useWords } from '../texts/TextsContext.tsx';
import { useAnnounce } from './Announcer.tsx';
import { Icon } from './icons.tsx';
import { PressButton } from './PressButton.tsx';

/** A text with a button that copies it. */
export function CopyText({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  const { t } = useWords();
  const announce = useAnnounce();
  const copy = () => void navigator.clipboard.writeText(text).then(() => announce(t('app.copied')));
  return (
    <span className="copy-text">
      <span>{children ?? text}</span>
      <PressButton quiet onPress={copy}>
        <Icon name="copy" />
        <span className="unseen">
          {t('app.copy')} {text}
        </span>
      </PressButton>
    </span>
  );
}
