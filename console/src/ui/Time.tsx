import { useWords } from '../texts/TextsContext.tsx';

/** A time as people say it, with the exact one on hovering. */
export function Time({ at }: { readonly at: string }) {
  const { ago, exact } = useWords();
  return (
    <time dateTime={at} title={exact(at)}>
      {ago(at)}
    </time>
  );
}
