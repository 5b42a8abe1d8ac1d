import type { AuthenticatorProvider, KeptSettings } from '../../contract/org/authenticatorSettings.ts';
import { type AuthenticatorKind, type LiveAuthenticator, type LiveMethod, orgFactorId } from './authenticators.ts';
import { isOutside, outsideOf } from './authenticatorTable.ts';
import type { HelpDeskPolicy } from './helpDeskPolicy.ts';

/** Whether users must, may or must not have something. */
type Enrollment = 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';
export type Switch = 'ACTIVE' | 'INACTIVE';

/** Whether a question on a device must show numbers to pick from, of which one is the caller's. */
export type ChannelBinding = 'NEVER' | 'ALWAYS';

/** Settings in the shape that their kind gives them (`FactorKind.settings`). */
export type MethodSettings = Readonly<Record<string, unknown>>;

/** The organization's settings of one authenticator. */
export interface AuthenticatorSettings {
  readonly key: string;
  readonly id: string;
  /** When it is not the one it comes with. */
  readonly name?: string;
  readonly status: Switch;
  /** The methods that are switched off. */
  readonly off: readonly string[];
  readonly description?: string;
  /** Settings as they were sent; those that are not here are as the authenticator comes with them. */
  readonly settings?: KeptSettings;
  /** The outside service of an authenticator, without its secrets. */
  readonly provider?: AuthenticatorProvider;
  /** When the secret shared with it was set, where there is one. */
  readonly secretSince?: string;
  /** The settings of its methods, by their types. */
  readonly methods?: Readonly<Record<string, MethodSettings>>;
  readonly created: string;
  readonly lastUpdated: string;
}

/**
 * The one enrollment policy, which is for everybody. Its entries name authenticators or, in the older form, factors of
 * `/api/v1/org/factors`, as whoever wrote it last did; a policy nobody wrote yet allows everything.
 */
export interface EnrollmentPolicy {
  readonly id: string;
  readonly form: 'AUTHENTICATORS' | 'FACTORS';
  readonly entries?: readonly PolicyEntry[];
  readonly created: string;
  readonly lastUpdated: string;
}

export interface PolicyEntry {
  readonly name: string;
  readonly self: Enrollment;
}

/** The switches and the policy of an organization: one document, so that both change together or not at all. */
export interface EnrollmentSettings {
  readonly authenticators: readonly AuthenticatorSettings[];
  readonly policy: EnrollmentPolicy;
  /** The rules for the help desk; those of a new organization when absent. */
  readonly helpDesk?: HelpDeskPolicy;
  /** Counts writes; a save happens only when it still matches. 0: not stored yet. */
  readonly version: number;
}

/** Why users cannot have, or no longer use, factors of a kind. */
export type Refusal = 'NOT_ENABLED' | 'NOT_FOR_SIGN_IN' | 'NOT_ALLOWED';

/**
 * Undefined settings are those of an organization that has not touched them: everything is on and allowed, but what an outside
 * service verifies.
 */
export function refusalOf(settings: EnrollmentSettings | undefined, kind: AuthenticatorKind): Refusal | undefined {
  if (!settings) return isOutside(kind.authenticator.key) ? 'NOT_ENABLED' : undefined;
  if (!isOn(settings, kind)) return 'NOT_ENABLED';
  const allowedFor = keptSettings(settings, kind)?.allowedFor ?? 'any';
  if (allowedFor !== 'any' && allowedFor !== 'sso') return 'NOT_FOR_SIGN_IN';
  return enrollmentOf(settings, kind) === 'NOT_ALLOWED' ? 'NOT_ALLOWED' : undefined;
}

/** Whether the authenticator of a kind, and its method, are switched on. */
export function isOn(settings: EnrollmentSettings, { authenticator: { key, method } }: AuthenticatorKind): boolean {
  const own = settings.authenticators.find((one) => one.key === key);
  if (!own) return !isOutside(key);
  return own.status === 'ACTIVE' && !own.off.includes(method) && (!isOutside(key) || isComplete(own));
}

/** Whether everything is said that an outside service has to be asked with; until then it is as good as switched off. */
export const isComplete = (own: AuthenticatorSettings): boolean =>
  (own.secretSince !== undefined || secretsOf(own).length === 0) &&
  (outsideOf(own.key)?.wanted ?? []).every((name) => own.provider?.configuration?.[name] !== undefined);

/** The secrets that an outside service cannot be asked without. */
export function secretsOf({ key, provider }: AuthenticatorSettings): readonly string[] {
  const { secrets = [], overTls } = outsideOf(key) ?? {};
  return overTls && provider?.configuration?.transport === 'TLS' ? [] : secrets;
}

/** The policy's rule for a kind. */
export function enrollmentOf({ policy }: EnrollmentSettings, kind: AuthenticatorKind): Enrollment {
  return policyEntry(policy, policyName(policy.form, kind));
}

/** The policy's rule under a name; a policy that somebody wrote forbids everything it does not mention. */
export function policyEntry({ entries }: EnrollmentPolicy, name: string | undefined): Enrollment {
  if (!entries || name === undefined) return 'OPTIONAL';
  return entries.find((entry) => entry.name === name)?.self ?? 'NOT_ALLOWED';
}

/** The name of a kind in a policy of this form; undefined when the form has no word for it, and so no say in it. */
export function policyName(form: EnrollmentPolicy['form'], kind: AuthenticatorKind): string | undefined {
  return form === 'AUTHENTICATORS' ? kind.authenticator.key : orgFactorId(kind);
}

/** Whether one method of an authenticator is on, whatever the authenticator is. */
export const methodStatus = ({ off }: AuthenticatorSettings, { type }: LiveMethod): Switch =>
  off.includes(type) ? 'INACTIVE' : 'ACTIVE';

/** The lifetime of a kind's codes by its authenticator's settings; undefined when they do not say. */
export function tokenLifetimeOf(
  settings: EnrollmentSettings | undefined,
  kind: AuthenticatorKind,
): Temporal.Duration | undefined {
  const minutes = keptSettings(settings, kind)?.tokenLifetimeInMinutes;
  return minutes === undefined ? undefined : Temporal.Duration.from({ minutes });
}

/**
 * Whether the authenticator of a kind wants a number to be picked; undefined when nobody has said. HIGH_RISK_ONLY counts as
 * ALWAYS: there is nobody here to tell which sign-ins are risky.
 */
export function channelBindingOf(
  settings: EnrollmentSettings | undefined,
  kind: AuthenticatorKind,
): ChannelBinding | undefined {
  const required = keptSettings(settings, kind)?.channelBinding?.required;
  return required === 'HIGH_RISK_ONLY' ? 'ALWAYS' : required;
}

const keptSettings = (
  settings: EnrollmentSettings | undefined,
  { authenticator }: AuthenticatorKind,
): KeptSettings | undefined => settings?.authenticators.find(({ key }) => key === authenticator.key)?.settings;

/** The settings of a kind's method; undefined when there are none. */
export function settingsOf(
  settings: EnrollmentSettings | undefined,
  { authenticator: { key, method } }: AuthenticatorKind,
): MethodSettings | undefined {
  return settings?.authenticators.find((one) => one.key === key)?.methods?.[method];
}

/** An authenticator as it comes. */
export const newAuthenticator = (key: string, id: string, status: Switch, at: string): AuthenticatorSettings => ({
  ...{ key, id, status },
  off: [],
  created: at,
  lastUpdated: at,
});

/**
 * The settings with everything in them that this program knows, as for a new organization; the same object when nothing
 * is missing. An authenticator that came with a newer program starts switched on; a policy somebody wrote forbids it.
 */
export function completed(
  settings: EnrollmentSettings | undefined,
  all: readonly LiveAuthenticator[],
  newId: (prefix: string) => string,
  at: string,
): EnrollmentSettings {
  const known = new Set(settings?.authenticators.map(({ key }) => key));
  const missing = all.filter(({ key, outside }) => !outside && !known.has(key));
  if (settings && missing.length === 0) return settings;
  const added = missing.map(({ key }) => newAuthenticator(key, newId('aut'), 'ACTIVE', at));
  return {
    ...settings,
    authenticators: [...(settings?.authenticators ?? []), ...added],
    policy: settings?.policy ?? { id: newId('00p'), form: 'AUTHENTICATORS', created: at, lastUpdated: at },
    version: settings?.version ?? 0,
  };
}
