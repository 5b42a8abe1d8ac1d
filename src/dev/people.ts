import type { UserStatus } from '../domain/users/user.ts';
import type { ListFilter } from '../store/searches.ts';
import type { Store } from '../store/store.ts';

/** A user on the page of development mode, with the factors. */
export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly status: UserStatus;
  readonly factors: readonly {
    readonly id: string;
    readonly factorType: string;
    readonly provider: string;
    readonly status: string;
  }[];
}

/** More than fits on a page is found by searching. */
const SHOWN = 50;

const searched = ['profile.login', 'profile.email', 'profile.firstName', 'profile.lastName'] as const;

/** Users whose login, address, name or id contains the words; all of them when there are none. */
export async function findPeople(store: Pick<Store, 'users' | 'factors'>, words: string): Promise<readonly Person[]> {
  const value = words.trim();
  const contains = searched.map((attribute) => ({ op: 'co' as const, attribute, value }));
  const filter: ListFilter = { op: 'or', filters: [...contains, { op: 'eq', attribute: 'id', value }] };
  const users = await store.users.list({ filters: value === '' ? [] : [filter], limit: SHOWN });
  return Promise.all(
    users.map(async ({ id, status, profile: { login, firstName, lastName } }) => ({
      id,
      login,
      name: [firstName, lastName].filter((part) => part).join(' '),
      status,
      factors: (await store.factors.list(id)).map((factor) => ({
        id: factor.id,
        factorType: factor.factorType,
        provider: factor.provider,
        status: factor.status,
      })),
    })),
  );
}
