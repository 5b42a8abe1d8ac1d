import type { Link, Links as LinkSet } from '../../contract/shared/primitives.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import type { YubikeyRecord } from '../../domain/hardwareTokens/yubikeyRecord.ts';
import type { User } from '../../domain/users/user.ts';

type FactorHead = Pick<Factor, 'id' | 'userId' | 'status'>;
type FactorName = Pick<Factor, 'id' | 'userId'>;

/** A link of a user: `href` and, where it is an action, its method (fact 150). */
export interface UserLink {
  readonly href: string;
  readonly method?: 'POST';
}

type Lifecycle = 'activate' | 'deactivate' | undefined;

/** Links of what belongs to the organization; `to` is the switch that can be thrown. */
export interface OrgLinks {
  authenticator(id: string, to: Lifecycle): LinkSet;
  /** `settable`: something can be set about it. */
  authenticatorMethod(
    id: string,
    method: { readonly type: string; readonly settable: boolean },
    to: Lifecycle,
  ): LinkSet;
  orgFactor(id: string, to?: Lifecycle): LinkSet;
  policy(id: string): LinkSet;
  accessPolicy(id: string): LinkSet;
  group(id: string): LinkSet;
  messageProvider(id: string, to: Lifecycle): LinkSet;
  trustedOrigin(id: string, to: 'activate' | 'deactivate'): LinkSet;
  eventHook(id: string, active: boolean): Readonly<Record<string, Link>>;
  inlineHook(id: string, active: boolean): Readonly<Record<string, Link>>;
}

/** Links of roles and API tokens. */
export interface AccessLinks {
  /** Okta's have no `self` (they are read by their id). */
  role(userId: string): LinkSet;
  roleHolder(userId: string): LinkSet;
  nextRoleHolders(after: string, limit: number): LinkSet;
  apiToken(id: string, ownerId: string | undefined): LinkSet;
}

/** Links of a factor and of what belongs to it. */
export interface FactorLinks {
  factor(kind: AnyKind, factor: FactorHead): LinkSet;
  challenge(kind: AnyKind, factor: FactorHead): LinkSet;
  /** A challenge that is answered elsewhere (fact 93); `hasPage` where the user is sent to a page for that. */
  transaction(factor: FactorName, transactionId: string, hasPage?: boolean): LinkSet;
  /**
   * The links by which a device comes to a factor, `qr` being the token of its picture; without one only how to begin
   * again (fact 72).
   */
  activation(factor: FactorHead, qr: string | undefined): LinkSet;
  device(factor: FactorName, deviceId: string): LinkSet;
  catalogItem(kind: AnyKind, userId: string): LinkSet;
}

/** Links of service apps, their keys, scopes and roles. */
export interface OauthLinks {
  /** `policyId` is that of the sign-on policy that apps are under. */
  app(id: string, active: boolean, policyId: string): LinkSet;
  grant(appId: string, id: string): LinkSet;
  key(appId: string, id: string, active: boolean): LinkSet;
  role(clientId: string, id: string): LinkSet;
}

/**
 * The links of replies: where a caller may go next. One implementation, which knows the public URL; no operation
 * builds HAL by hand.
 */
export interface Links extends FactorLinks {
  user(user: User, extras: { readonly factors: boolean }): Readonly<Record<string, UserLink>>;
  /** A message, or all that is told of a user's messages: `factorId` is empty where there is none. */
  message(message: { readonly userId: string; readonly factorId: string }): LinkSet;
  listedUser(user: User): Readonly<Record<string, UserLink>>;
  readonly access: AccessLinks;
  readonly org: OrgLinks;
  readonly oauth: OauthLinks;
  yubikey(token: Pick<YubikeyRecord, 'id' | 'holder'>): LinkSet;
  /** The absolute form of a path of ours. */
  absolute(path: string): string;
}
