import { useWords } from '../texts/TextsContext.tsx';

/** Lines where something will stand, as high as that will be. */
export function Skeleton({ lines, height }: { readonly lines: number; readonly height: 'row' | 'card' }) {
  const { t } = useWords();
  return (
    <div className="skeleton" role="status">
      <span className="unseen">{t('app.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={height} />
      ))}
    </div>
  );
}
