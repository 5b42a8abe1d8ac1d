import type { Account } from './account.ts';

const [VERSION, ACCOUNTS] = [1, 'accounts'] as const;
/** Databases belong to an origin: each service of one that has several, in folders, has its own. */
const NAME = `cofactor ${new URL('.', location.href).pathname}`;

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => request.result.createObjectStore(ACCOUNTS, { keyPath: 'kid' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** All accounts of this device, the oldest first. */
export async function allAccounts(): Promise<readonly Account[]> {
  const store = (await database()).transaction(ACCOUNTS).objectStore(ACCOUNTS);
  const accounts = (await settled(store.getAll())) as Account[];
  return accounts.sort((a, b) => a.added - b.added);
}

/** One account by its key's id. */
export async function accountBy(kid: string): Promise<Account | undefined> {
  const store = (await database()).transaction(ACCOUNTS).objectStore(ACCOUNTS);
  return (await settled(store.get(kid))) as Account | undefined;
}

/** Keeps an account, new or changed. */
export async function keepAccount(account: Account): Promise<void> {
  await settled((await database()).transaction(ACCOUNTS, 'readwrite').objectStore(ACCOUNTS).put(account));
}

/** Forgets an account, and with it the only copy of its keys. */
export async function dropAccount(kid: string): Promise<void> {
  await settled((await database()).transaction(ACCOUNTS, 'readwrite').objectStore(ACCOUNTS).delete(kid));
}

/** Changes one account as it is now, so that two that change different things of it do not undo each other. */
export async function changeAccount(kid: string, change: (account: Account) => Account): Promise<Account | undefined> {
  const store = (await database()).transaction(ACCOUNTS, 'readwrite').objectStore(ACCOUNTS);
  const account = (await settled(store.get(kid))) as Account | undefined;
  if (!account) return undefined;
  const changed = change(account);
  await settled(store.put(changed));
  return changed;
}
