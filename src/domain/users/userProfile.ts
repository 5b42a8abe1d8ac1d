import { isEmailAddress } from '../values/emailAddress.ts';
import { type Fault, fault } from '../values/fault.ts';
import { hasLostLetters } from '../values/lostLetters.ts';
import { refusedLogin } from './login/login.ts';
import type { UserProfile, UserProvider } from './user.ts';

/** Attributes as a request gives them; shapes have been checked, contents have not. */
type ProfileInput = Readonly<Record<string, unknown>>;

const REQUIRED = ['login', 'firstName', 'lastName', 'email'] as const;
/** Users of another provider may be without (fact 239). */
const NAMES: ReadonlySet<string> = new Set(['firstName', 'lastName']);
const MAX_LENGTH: ReadonlyMap<string, number> = new Map([
  ['login', 100],
  ['email', 100],
  ['firstName', 50],
  ['lastName', 50],
  ['mobilePhone', 100],
  ['secondEmail', 100],
]);
const MAX_OTHER_LENGTH = 4096;
const MAX_ATTRIBUTES = 200;
const MAX_PROFILE_LENGTH = 65_536;
const ATTRIBUTE_NAME = /^[A-Za-z_][\w-]{0,99}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what no attribute may contain (line breaks and tabs it may)
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/** A profile from nothing but the request: create, and replace by PUT (fact 161). */
export const newProfile = (given: ProfileInput): UserProfile => ordered(given);

/** A profile after a partial update: attributes that are given win, `null` clears (fact 161). */
export const mergedProfile = (before: UserProfile, given: ProfileInput): UserProfile =>
  ordered({ ...before, ...given });

/** Key order as Okta shows it: the named ones around all others, as given (fact 148). */
function ordered(given: ProfileInput): UserProfile {
  const { firstName, lastName, mobilePhone, secondEmail, login, email, ...others } = given;
  const text = (value: unknown) => (value ?? null) as string | null;
  return {
    firstName: text(firstName),
    lastName: text(lastName),
    mobilePhone: text(mobilePhone),
    ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null)),
    secondEmail: text(secondEmail),
    login: text(login) ?? '',
    email: text(email) ?? '',
  };
}

interface Background {
  readonly provider?: UserProvider | undefined;
  /** The login so far: one that is kept need not be one that is given today. */
  readonly login?: string;
}

/** Everything wrong with a profile at once, in Okta's order: the summary names the first field (facts 110, 157). */
export function invalidProfile(profile: UserProfile, { provider, login }: Background = {}): Fault | undefined {
  const wrong: [field: string, message: string][] = [];
  for (const name of provider ? REQUIRED.filter((each) => !NAMES.has(each)) : REQUIRED) {
    if (isBlank(profile[name])) wrong.push([name, 'The field cannot be left blank']);
  }
  if (isBlank(profile.login)) wrong.push(['login', 'Username must be in the form of an email address']);
  else if (profile.login !== login) {
    const refused = refusedLogin(profile.login);
    if (refused) wrong.push(['login', refused]);
  }
  for (const name of ['email', 'secondEmail'] as const) {
    if (!isBlank(profile[name]) && !isEmailAddress(profile[name]))
      wrong.push([name, 'Does not match required pattern']);
  }
  for (const [name, value] of Object.entries(profile)) {
    if (!ATTRIBUTE_NAME.test(name)) {
      wrong.push([clipped(name), 'A name is a letter and up to 99 letters, digits, hyphens and underscores']);
    }
    const max = MAX_LENGTH.get(name) ?? MAX_OTHER_LENGTH;
    for (const text of textsOf(value)) {
      if (text.length > max) wrong.push([clipped(name), `The field is longer than ${max} characters`]);
      if (CONTROL.test(text) || hasLostLetters(text))
        wrong.push([clipped(name), 'The field has unprintable characters']);
    }
  }
  if (Object.keys(profile).length > MAX_ATTRIBUTES)
    wrong.push(['profile', `There are more than ${MAX_ATTRIBUTES} attributes`]);
  if (JSON.stringify(profile).length > MAX_PROFILE_LENGTH) wrong.push(['profile', 'The profile is too large']);
  const [first] = wrong;
  if (!first) return undefined;
  return fault('validation', { subject: first[0] }).because(
    ...wrong.slice(0, 20).map(([field, message]) => `${field}: ${message}`),
  );
}

const isBlank = (value: string | null): value is '' | null => value === null || value.trim() === '';
const clipped = (name: string) => name.slice(0, 100);

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
