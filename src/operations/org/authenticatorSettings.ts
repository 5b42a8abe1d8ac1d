import type { LiveAuthenticator } from '../../domain/org/authenticators.ts';
import type { AuthenticatorSettings, ChannelBinding } from '../../domain/org/enrollmentSettings.ts';
import { fault } from '../../domain/values/fault.ts';
import { hasLostLetters } from '../../domain/values/lostLetters.ts';

type Settings = Readonly<Record<string, unknown>>;

const LIFETIME = 'tokenLifetimeInMinutes';
const BINDING = 'channelBinding';
const STYLE = { style: 'NUMBER_CHALLENGE' } as const;
/** A day, as for codes whose lifetime a request names (fact 44). */
const MAX_MINUTES = 1440;
const MAX_NAME = 255;
const CHANGEABLE: ReadonlySet<string> = new Set([LIFETIME, BINDING]);

/** The settings of an authenticator as the wire shows them. */
export function shownSettings({ settings }: LiveAuthenticator, own: AuthenticatorSettings): Settings | undefined {
  if (own.tokenLifetimeInMinutes !== undefined) return { ...settings, [LIFETIME]: own.tokenLifetimeInMinutes };
  if (own.channelBinding !== undefined) return { ...settings, [BINDING]: { ...STYLE, required: own.channelBinding } };
  return settings;
}

/**
 * The name and settings of an authenticator after a request; settings it does not mention stay (as recorded: a PUT
 * without any).
 */
export function newSettings(
  one: LiveAuthenticator,
  own: AuthenticatorSettings,
  { name, settings = {} }: { readonly name: string; readonly settings?: Settings },
): Pick<AuthenticatorSettings, 'name' | 'tokenLifetimeInMinutes' | 'channelBinding'> {
  if (name.trim() === '' || name.length > MAX_NAME || /\p{Cc}/u.test(name) || hasLostLetters(name)) {
    throw fault('validation', { subject: 'name' }).because(`name: 1 to ${MAX_NAME} printable characters.`);
  }
  const shown = shownSettings(one, own) ?? {};
  for (const [key, value] of Object.entries(settings)) {
    if (!Object.hasOwn(shown, key) || (!CHANGEABLE.has(key) && JSON.stringify(value) !== JSON.stringify(shown[key]))) {
      throw fault('validation', { subject: 'settings' }).because(
        `settings.${key.slice(0, 100)}: It cannot be changed here; send it as GET shows it, or leave it out.`,
      );
    }
  }
  const channelBinding = settings[BINDING] === undefined ? undefined : readBinding(settings[BINDING]);
  if (channelBinding) return { name, channelBinding };
  const minutes = settings[LIFETIME];
  if (minutes === undefined) return { name };
  if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < 1 || minutes > MAX_MINUTES) {
    throw fault('validation', { subject: 'settings' }).because(
      `settings.${LIFETIME}: A whole number of minutes from 1 to ${MAX_MINUTES}.`,
    );
  }
  return { name, tokenLifetimeInMinutes: minutes };
}

/** Okta has a third word, for sign-ins its risk engine finds risky; there is none here. */
function readBinding(value: unknown): ChannelBinding {
  const { style, required } = (value ?? {}) as { readonly style?: unknown; readonly required?: unknown };
  if (style === STYLE.style && (required === 'NEVER' || required === 'ALWAYS')) return required;
  throw fault('validation', { subject: 'settings' }).because(
    `settings.${BINDING}: style is ${STYLE.style}, required is NEVER or ALWAYS.`,
  );
}
