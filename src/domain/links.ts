import type { Links as LinkSet } from '../contract/primitives.ts';
import type { AnyKind } from './kind.ts';
import type { User } from './user.ts';

interface FactorAt {
  readonly id: string;
  readonly userId: string;
  readonly status: string;
}

/** A link of a user: `href` and, where it is an action, its method (fact 150). */
export interface UserLink {
  readonly href: string;
  readonly method?: 'POST';
}

/** Where a reply may lead next. One implementation, which knows the public URL; no operation builds HAL by hand. */
export interface Links {
  factor(kind: AnyKind, factor: FactorAt): LinkSet;
  challenge(kind: AnyKind, factor: FactorAt): LinkSet;
  catalogItem(kind: AnyKind, userId: string): LinkSet;
  user(user: User, extras: { readonly factors: boolean }): Readonly<Record<string, UserLink>>;
  listedUser(user: User): Readonly<Record<string, UserLink>>;
  /** The absolute form of a path of ours. */
  absolute(path: string): string;
}
