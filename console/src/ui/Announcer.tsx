import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const Context = createContext<(text: string) => void>(() => {});

/** Says what happened: seen for a while at the foot of the page, and read aloud politely. */
export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', count: 0 });
  const announce = useCallback((text: string) => setSaid(({ count }) => ({ text, count: count + 1 })), []);
  return (
    <Context.Provider value={announce}>
      {children}
      <div className="announcer" role="status">
        {said.text !== '' && <p key={said.count}>{said.text}</p>}
      </div>
    </Context.Provider>
  );
}

export const useAnnounce = (): ((text: string) => void) => useContext(Context);
