import { Link } from '@tanstack/react-router';
import { useWords } from '../texts/TextsContext.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageTitle } from '../ui/PageTitle.tsx';

/** Shown at an address that is no page's. */
export function NotFound() {
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t('app.notFound')}</PageTitle>
      <EmptyState help={t('app.notFoundHelp')}>
        <Link to="/users">{t('app.toPeople')}</Link>
      </EmptyState>
    </>
  );
}
