import type { LiveAuthenticator } from '../domain/authenticators.ts';
import type { AuthenticatorSettings } from '../domain/enrollmentSettings.ts';
import { fault } from '../domain/fault.ts';

type Settings = Readonly<Record<string, unknown>>;

const LIFETIME = 'tokenLifetimeInMinutes';
/** A day, as for codes whose lifetime a request names (fact 44). */
const MAX_MINUTES = 1440;
const MAX_NAME = 255;

/** What the wire shows of an authenticator's settings. */
export function shownSettings({ settings }: LiveAuthenticator, own: AuthenticatorSettings): Settings | undefined {
  return own.tokenLifetimeInMinutes === undefined ? settings : { ...settings, [LIFETIME]: own.tokenLifetimeInMinutes };
}

/** What a request makes of name and settings; settings it does not mention stay (as recorded: a PUT without any). */
export function newSettings(
  one: LiveAuthenticator,
  own: AuthenticatorSettings,
  { name, settings = {} }: { readonly name: string; readonly settings?: Settings },
): Pick<AuthenticatorSettings, 'name' | 'tokenLifetimeInMinutes'> {
  if (name.trim() === '' || name.length > MAX_NAME || /\p{Cc}/u.test(name) || !name.isWellFormed()) {
    throw fault('validation', { subject: 'name' }).because(`name: 1 to ${MAX_NAME} printable characters.`);
  }
  const shown = shownSettings(one, own) ?? {};
  for (const [key, value] of Object.entries(settings)) {
    if (!Object.hasOwn(shown, key) || (key !== LIFETIME && JSON.stringify(value) !== JSON.stringify(shown[key]))) {
      throw fault('validation', { subject: 'settings' }).because(
        `settings.${key.slice(0, 100)}: It cannot be changed here; send it as GET shows it, or leave it out.`,
      );
    }
  }
  const minutes = settings[LIFETIME];
  if (minutes === undefined) return { name };
  if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < 1 || minutes > MAX_MINUTES) {
    throw fault('validation', { subject: 'settings' }).because(
      `settings.${LIFETIME}: A whole number of minutes from 1 to ${MAX_MINUTES}.`,
    );
  }
  return { name, tokenLifetimeInMinutes: minutes };
}
