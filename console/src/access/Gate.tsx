import type { ReactNode } from 'react';
import { useWords } from '../texts/TextsContext.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageTitle } from '../ui/PageTitle.tsx';
import { useAccess } from './AccessContext.tsx';
import { type Action, may } from './permissions.ts';

interface Props {
  /** The operation that the page needs. */
  readonly action: Action;
  /** The title of the page. */
  readonly title: string;
  readonly children: ReactNode;
}

/** A page for the roles that may ask for what it shows; everybody else is told so, and nothing is asked for them. */
export function Gate({ action, title, children }: Props) {
  const { t } = useWords();
  const { roles } = useAccess();
  return (
    <>
      <PageTitle>{title}</PageTitle>
      {may(roles, action) ? children : <EmptyState title={t('error.forbidden')} help={t('error.forbiddenHelp')} />}
    </>
  );
}
