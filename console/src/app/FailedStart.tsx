import { type Words, WordsProvider } from '../texts/TextsContext.tsx';
import { Failure } from '../ui/Failure.tsx';

/** Shown when the service did not say who is signed in. */
export function FailedStart({ error, words }: { readonly error: unknown; readonly words: Words }) {
  return (
    <WordsProvider value={words}>
      <main className="content">
        <h1>{words.t('app.title')}</h1>
        <Failure error={error} again={() => location.reload()} />
      </main>
    </WordsProvider>
  );
}
