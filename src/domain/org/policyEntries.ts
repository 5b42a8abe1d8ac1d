import type { PolicySettings, SentPolicySettings } from '../../contract/org/policy.ts';
import { type Fault, fault } from '../values/fault.ts';
import { type AuthenticatorKind, isAuthenticatorKey, isOrgFactorId, type LiveAuthenticator } from './authenticators.ts';
import { currentKey } from './authenticatorTable.ts';
import {
  type EnrollmentPolicy,
  type EnrollmentSettings,
  enrollmentOf,
  isOn,
  type PolicyEntry,
  policyEntry,
} from './enrollmentSettings.ts';

type Form = EnrollmentPolicy['form'];

/** The word that Okta's Java SDK writes for a key it cannot read: such an entry is to stay as it was. */
export const UNREADABLE = 'unknown_default_open_api';

/** Whether an entry says what it is for: the Python SDK is shown, and writes back, entries without a key (`sdkQuirks`). */
const isReadable = (key: string | undefined): key is string => key !== undefined && key !== UNREADABLE;

/** Something a policy of one form has an entry for. */
interface Subject {
  readonly name: string;
  readonly kinds: readonly AuthenticatorKind[];
  readonly extension: boolean;
}

/** The subjects that a policy of this form has rules for. */
function subjectsOf(form: Form, all: readonly LiveAuthenticator[]): readonly Subject[] {
  return all
    .filter(({ always }) => !always)
    .flatMap(({ key, methods, extension }) =>
      form === 'AUTHENTICATORS'
        ? [{ name: key, kinds: methods.flatMap(({ kinds }) => kinds), extension }]
        : methods.flatMap(({ factor, kinds }) => (factor === undefined ? [] : [{ name: factor, kinds, extension }])),
    );
}

/**
 * The entries a request makes of the policy. What it does not mention is forbidden, as in a new policy of Okta's,
 * except where the caller cannot have seen it: what is switched off or an extension keeps what it had.
 */
export function newEntries(
  settings: EnrollmentSettings,
  all: readonly LiveAuthenticator[],
  given: SentPolicySettings | undefined,
): Pick<EnrollmentPolicy, 'form' | 'entries'> {
  const { form, entries } = givenEntries(given);
  const unreadable = given?.authenticators?.some(({ key }) => !isReadable(key));
  const subjects = subjectsOf(form, all);
  const wrong = [...repeated(entries), ...entries.flatMap((entry) => unknown(form, entry, subjects, all))];
  if (wrong.length > 0) throw invalid(...wrong);
  return {
    form,
    entries: subjects.map(({ name, kinds, extension }): PolicyEntry => {
      const asked = entries.find((entry) => entry.name === name)?.self;
      const unseen = unreadable || extension || !kinds.some((kind) => isOn(settings, kind));
      const before = kinds[0] ? enrollmentOf(settings, kinds[0]) : 'NOT_ALLOWED';
      return { name, self: asked ?? (unseen ? before : 'NOT_ALLOWED') };
    }),
  };
}

/** The policy as the wire shows it: what is switched on, in the form it was written in last. */
export function shownSettings(
  settings: EnrollmentSettings,
  all: readonly LiveAuthenticator[],
  extensions: boolean,
): PolicySettings {
  const { policy } = settings;
  const subjects = subjectsOf(policy.form, all).filter(
    ({ kinds, extension }) => (extensions || !extension) && kinds.some((kind) => isOn(settings, kind)),
  );
  const self = (name: string) => ({ enroll: { self: policyEntry(policy, name) } });
  if (policy.form === 'FACTORS') {
    const factors = subjects.map(({ name }) => [name, { consent: { type: 'NONE' as const }, ...self(name) }] as const);
    return { type: 'FACTORS', factors: Object.fromEntries(factors) };
  }
  const always = all.filter((one) => one.always).map(({ key }) => ({ key, enroll: { self: 'REQUIRED' as const } }));
  return {
    type: 'AUTHENTICATORS',
    authenticators: [...always, ...subjects.map(({ name }) => ({ key: name, ...self(name) }))],
  };
}

function givenEntries({ type, authenticators, factors }: SentPolicySettings = {}): {
  readonly form: Form;
  readonly entries: readonly PolicyEntry[];
} {
  if ((authenticators === undefined) === (factors === undefined)) {
    throw invalid('settings: Send settings.authenticators or settings.factors, one of the two.');
  }
  const form = authenticators ? 'AUTHENTICATORS' : 'FACTORS';
  if (type !== undefined && type !== form) {
    throw invalid(`settings.type: It is ${type}, but the entries are in settings.${form.toLowerCase()}.`);
  }
  const entries = authenticators
    ? authenticators.flatMap(({ key, enroll }) =>
        isReadable(key) ? [{ name: currentKey(key), self: enroll.self }] : [],
      )
    : Object.entries(factors ?? {}).map(([name, { enroll }]) => ({ name, self: enroll.self }));
  return { form, entries };
}

const repeated = (entries: readonly PolicyEntry[]): readonly string[] =>
  entries
    .filter(({ name }, index) => entries.findIndex((other) => other.name === name) !== index)
    .map(({ name }) => `${clip(name)}: It is there twice.`);

/** Nothing is promised that cannot be kept; to forbid what is not there anyway is no harm. */
function unknown(
  form: Form,
  { name, self }: PolicyEntry,
  subjects: readonly Subject[],
  all: readonly LiveAuthenticator[],
): readonly string[] {
  if (subjects.some((subject) => subject.name === name)) return [];
  if (all.some(({ key, always }) => always && key === name)) {
    return self === 'REQUIRED' ? [] : [`${name}: It is always REQUIRED.`];
  }
  const known = form === 'AUTHENTICATORS' ? isAuthenticatorKey(name) : isOrgFactorId(name);
  if (known && self === 'NOT_ALLOWED') return [];
  const names = subjects.filter(({ extension }) => !extension).map((subject) => subject.name);
  return [`${clip(name)}: There is no such thing to enroll; there are ${names.join(', ')}.`];
}

const clip = (name: string): string => name.slice(0, 100);
const invalid = (...causes: readonly string[]): Fault =>
  fault('validation', { subject: 'settings' }).because(...causes);
