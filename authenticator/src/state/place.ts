import { useLayoutEffect, useState } from 'preact/hooks';
import { type Activation, readActivation } from '../core/activation.ts';

/** A screen of the app, with the data it shows. */
export type Place =
  | { readonly name: 'home' | 'add' | 'scan' | 'brokenLink' }
  | { readonly name: 'join'; readonly activation: Activation }
  | { readonly name: 'account'; readonly kid: string };

/** Goes somewhere else; the browser's own "back" comes back. */
export function go(path: '' | 'add' | 'scan' | `account/${string}`): void {
  location.hash = `/${path}`;
}

/** The activation that is being joined: in memory alone, since its token is not put into any address. */
let pending: Activation | undefined;

/** Opens an activation that was scanned or pasted. */
export function join(activation: Activation): void {
  pending = activation;
  location.hash = '/join';
}

/** The place that the address names, now and whenever it changes. */
export function usePlace(): Place {
  const [place, setPlace] = useState<Place>(read);
  // Before the first paint, so that no link is opened unheard.
  useLayoutEffect(() => {
    const changed = (): void => setPlace(read());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return place;
}

function read(): Place {
  const { hash, href } = location;
  if (hash.startsWith('#/activate/')) {
    pending = readActivation(href);
    // The token is good for whoever reads it first: it must not stay where people and other programs can see it.
    history.replaceState(null, '', '#/join');
    return pending ? { name: 'join', activation: pending } : { name: 'brokenLink' };
  }
  if (hash === '#/join' && pending) return { name: 'join', activation: pending };
  if (hash === '#/add') return { name: 'add' };
  if (hash === '#/scan') return { name: 'scan' };
  const [, kid] = /^#\/account\/([\w.-]+)$/.exec(hash) ?? [];
  return kid === undefined ? { name: 'home' } : { name: 'account', kid };
}
