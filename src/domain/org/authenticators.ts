import { type Authenticator, type AuthenticatorMethod, authenticatorTable, type Method } from './authenticatorTable.ts';

/** A factor kind as this room knows it: by the authenticator's method that turns it on and off. */
export interface AuthenticatorKind {
  readonly authenticator: AuthenticatorMethod;
  readonly wire?: { readonly extension?: true };
}

/** Whether the wire knows an authenticator of this key, be there a kind for it or not. */
export const isAuthenticatorKey = (key: string): boolean => authenticatorTable.some((row) => row.key === key);

/** Whether the wire knows a factor of this id in `/api/v1/org/factors`, be there a kind for it or not. */
export const isOrgFactorId = (id: string): boolean =>
  authenticatorTable.some(({ methods }) => methods.some(({ factor }) => factor === id));

/** The id of a kind in `/api/v1/org/factors`; undefined where that has no word for it. */
export function orgFactorId(kind: AuthenticatorKind): string | undefined {
  const row = authenticatorTable.find(({ key }) => key === kind.authenticator.key);
  return row?.methods.find((method) => isOf(kind, method))?.factor;
}

/** A method and the kinds it turns on and off. */
export interface LiveMethod<Kind extends AuthenticatorKind = AuthenticatorKind> extends Method {
  readonly kinds: readonly Kind[];
}

/** An authenticator with those of its methods that some kind implements. */
export interface LiveAuthenticator<Kind extends AuthenticatorKind = AuthenticatorKind> extends Authenticator {
  readonly methods: readonly LiveMethod<Kind>[];
  /** Ours alone: shown only to callers that ask for extensions. */
  readonly extension: boolean;
}

/** The authenticators these kinds make up. */
export function authenticatorsOf<Kind extends AuthenticatorKind>(
  kinds: readonly Kind[],
): readonly LiveAuthenticator<Kind>[] {
  return authenticatorTable.flatMap((row) => {
    const own = kinds.filter(({ authenticator }) => authenticator.key === row.key);
    const methods = row.methods
      .map((method) => ({ ...method, kinds: own.filter((kind) => isOf(kind, method)) }))
      .filter((method) => method.kinds.length > 0 || row.always);
    if (methods.length === 0) return [];
    return [{ ...row, methods, extension: own.length > 0 && own.every(({ wire }) => wire?.extension) }];
  });
}

/** Authenticators of Okta's that no kind belongs to: an organization may have them, and nothing is enrolled with them. */
export function unusedAuthenticatorsOf<Kind extends AuthenticatorKind>(
  kinds: readonly Kind[],
): readonly LiveAuthenticator<Kind>[] {
  return authenticatorTable
    .filter(({ key, always }) => !always && !kinds.some(({ authenticator }) => authenticator.key === key))
    .map((row) => ({ ...row, methods: row.methods.map((method) => ({ ...method, kinds: [] })), extension: false }));
}

const isOf = ({ authenticator }: AuthenticatorKind, { type }: Method): boolean => authenticator.method === type;
