import { ApiError, NetworkError } from '@cofactor/client';
import { useWords } from '../texts/TextsContext.tsx';
import { CopyText } from './CopyText.tsx';
import { PressButton } from './PressButton.tsx';

interface Props {
  readonly error: unknown;
  readonly title?: string;
  readonly again?: () => void;
}

/** Says what went wrong, what it means and what to do. The words of the service itself are English. */
export function Failure({ error, title, again }: Props) {
  const { t } = useWords();
  const isForbidden = error instanceof ApiError && error.status === 403;
  const isMissing = error instanceof ApiError && error.status === 404;
  const heading = title ?? t(isForbidden ? 'error.forbidden' : isMissing ? 'error.missing' : 'error.title');
  return (
    <div className="failure" role="alert">
      <strong>{heading}</strong>
      {error instanceof NetworkError && <p>{t('error.offline')}</p>}
      {isForbidden && title === undefined && <p>{t('error.forbiddenHelp')}</p>}
      {isMissing && <p>{t('error.missingHelp')}</p>}
      {error instanceof ApiError && !isMissing && (
        <p lang="en">{error.causes.length > 0 ? error.causes.join(' ') : error.summary}</p>
      )}
      {error instanceof ApiError && error.requestId !== undefined && (
        <p className="soft">
          <CopyText text={error.requestId}>{t('error.request', { id: error.requestId })}</CopyText>
        </p>
      )}
      {again && !isForbidden && !isMissing && <PressButton onPress={again}>{t('error.again')}</PressButton>}
    </div>
  );
}
