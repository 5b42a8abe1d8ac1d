import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { AccessProvider } from '../access/AccessContext.tsx';
import type { Access } from '../access/openAccess.ts';
import { type Words, WordsProvider } from '../texts/TextsContext.tsx';
import { AnnouncerProvider } from '../ui/Announcer.tsx';
import { createQueries } from './queries.ts';
import { router } from './router.tsx';
import { SessionOver } from './SessionOver.tsx';

/** The console for somebody who is signed in. */
export function App({ access, words }: { readonly access: Access; readonly words: Words }) {
  const [isOver, setOver] = useState(false);
  const [queries] = useState(() => createQueries(() => setOver(true)));
  const goOn = () => {
    setOver(false);
    void queries.invalidateQueries();
  };
  return (
    <I18nProvider locale={words.language}>
      <WordsProvider value={words}>
        <AccessProvider value={access}>
          <QueryClientProvider client={queries}>
            <AnnouncerProvider>
              <RouterProvider router={router} />
              {isOver && <SessionOver goOn={goOn} />}
            </AnnouncerProvider>
          </QueryClientProvider>
        </AccessProvider>
      </WordsProvider>
    </I18nProvider>
  );
}
