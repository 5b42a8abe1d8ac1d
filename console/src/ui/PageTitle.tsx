import { type ReactNode, useEffect } from 'react';
import { useWords } from '../texts/TextsContext.tsx';

/** The heading of a page, which is the title of its tab as well. */
export function PageTitle({ children, title }: { readonly children: ReactNode; readonly title?: string }) {
  const { t } = useWords();
  const text = title ?? (typeof children === 'string' ? children : undefined);
  useEffect(() => {
    document.title = text === undefined ? t('app.title') : `${text} · ${t('app.title')}`;
  }, [text, t]);
  return <h1>{children}</h1>;
}
