import type { LiveAuthenticator } from './authenticators.ts';
import {
  type AuthenticatorSettings,
  type EnrollmentSettings,
  enrollmentOf,
  isOn,
  type MethodSettings,
  type Switch,
} from './enrollmentSettings.ts';

/** The authenticator that is switched, and the one method meant when it is not the whole. */
export interface Target {
  readonly authenticator: LiveAuthenticator;
  /** Its id in this organization. */
  readonly id: string;
  readonly method?: string;
}

/** An authenticator on or off; its methods stay as they are, unless none of them is on. */
export function switchAuthenticator(
  settings: EnrollmentSettings,
  { authenticator, id }: Target,
  to: Switch,
  at: string,
) {
  return edited(settings, id, at, (before) => ({
    ...before,
    status: to,
    off: to === 'ACTIVE' && allOff(authenticator, before.off) ? [] : before.off,
  }));
}

/** One method on or off; the authenticator stays as it is. */
export function switchMethod(settings: EnrollmentSettings, { id, method }: Target, to: Switch, at: string) {
  return edited(settings, id, at, (before) => ({ ...before, off: offAfter(before.off, method, to) }));
}

/**
 * One kind of factor on or off, as the older API has it: it is on when both its authenticator and its method are, so
 * the first switches its authenticator on, without its other methods, and the last switches it off.
 */
export function switchFactor(
  settings: EnrollmentSettings,
  { authenticator, id, method }: Target,
  to: Switch,
  at: string,
) {
  const others = authenticator.methods.map(({ type }) => type).filter((type) => type !== method);
  return edited(settings, id, at, (before) => {
    if (to === 'ACTIVE') {
      return before.status === 'INACTIVE'
        ? { ...before, status: to, off: others }
        : { ...before, off: offAfter(before.off, method, to) };
    }
    const off = offAfter(before.off, method, to);
    return { ...before, off, status: allOff(authenticator, off) ? to : before.status };
  });
}

/** An authenticator whose method has these settings; none at all where there are none. */
export function withMethod(own: AuthenticatorSettings, type: string, settings: MethodSettings): AuthenticatorSettings {
  const { [type]: _, ...others } = own.methods ?? {};
  const methods = Object.keys(settings).length === 0 ? others : { ...others, [type]: settings };
  const { methods: __, ...rest } = own;
  return Object.keys(methods).length === 0 ? rest : { ...rest, methods };
}

/** The settings with one authenticator's changed; the same object when the change changes nothing. */
export function edited(
  settings: EnrollmentSettings,
  id: string,
  at: string,
  edit: (before: AuthenticatorSettings) => AuthenticatorSettings,
): EnrollmentSettings {
  let changed = false;
  const authenticators = settings.authenticators.map((before) => {
    if (before.id !== id) return before;
    const after = edit(before);
    if (JSON.stringify(after) === JSON.stringify(before)) return before;
    changed = true;
    return { ...after, lastUpdated: at };
  });
  return changed ? { ...settings, authenticators } : settings;
}

/** Authenticators with something the policy requires and nobody can enroll because it is off. */
export function requiredButOff(
  settings: EnrollmentSettings,
  all: readonly LiveAuthenticator[],
): readonly LiveAuthenticator[] {
  return all.filter(({ methods }) => {
    const kinds = methods.flatMap((method) => method.kinds);
    const required = kinds.filter((kind) => enrollmentOf(settings, kind) === 'REQUIRED');
    // By authenticator, one of its methods is enough; by factor, each is asked for by itself.
    return settings.policy.form === 'AUTHENTICATORS'
      ? required.length > 0 && !required.some((kind) => isOn(settings, kind))
      : required.some((kind) => !isOn(settings, kind));
  });
}

const allOff = ({ methods }: LiveAuthenticator, off: readonly string[]): boolean =>
  methods.every(({ type }) => off.includes(type));

function offAfter(off: readonly string[], method: string | undefined, to: Switch): readonly string[] {
  if (method === undefined) return off;
  const others = off.filter((type) => type !== method);
  return to === 'ACTIVE' ? others : [...others, method].sort();
}
