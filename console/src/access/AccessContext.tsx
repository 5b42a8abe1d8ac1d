import { createContext, useContext } from 'react';
import type { Access } from './openAccess.ts';

const Context = createContext<Access | undefined>(undefined);

/** Gives the parts of the console the access of whoever is in front of it. */
export const AccessProvider = Context.Provider;

export function useAccess(): Access {
  const access = useContext(Context);
  if (!access) throw new Error('there is no AccessProvider around this');
  return access;
}
