import type { TObject } from 'typebox';
import type { AuthenticatorRequest } from '../../contract/org/authenticator.ts';
import {
  type AuthenticatorProvider,
  authenticatorSettings,
  type KeptSettings,
  providerFacts,
  providerSecrets,
} from '../../contract/org/authenticatorSettings.ts';
import type { LiveAuthenticator } from '../../domain/org/authenticators.ts';
import type { AuthenticatorSettings } from '../../domain/org/enrollmentSettings.ts';
import { fault } from '../../domain/values/fault.ts';
import { hasLostLetters } from '../../domain/values/lostLetters.ts';
import { shapeError } from '../../domain/values/shapeError.ts';
import { compiledSchema } from '../shared/compiledSchema.ts';

type Settings = Readonly<Record<string, unknown>>;
type Changes = Pick<AuthenticatorRequest, 'name' | 'description' | 'settings' | 'provider'>;

const MAX_NAME = 255;

/** An authenticator's settings as the wire shows them: those it comes with, and over them those that were sent. */
export function shownSettings({ settings }: LiveAuthenticator, own: AuthenticatorSettings): Settings | undefined {
  return own.settings ? { ...settings, ...own.settings } : settings;
}

/** A provider as the wire shows it: Okta shows neither key of Duo's. */
export function shownProvider(key: string, provider: AuthenticatorProvider): AuthenticatorProvider {
  if (key !== 'duo') return provider;
  const { integrationKey: _, ...configuration } = provider.configuration ?? {};
  return { ...provider, configuration };
}

/** An authenticator after a request's changes; what the request does not mention stays as it is (fact 229). */
export function changed(
  one: LiveAuthenticator,
  own: AuthenticatorSettings,
  { name, description, settings, provider }: Changes,
): AuthenticatorSettings {
  if (name !== undefined) requireName(name);
  return {
    ...own,
    ...(name !== undefined && { name }),
    ...(description != null && { description: readDescription(one, description) }),
    ...(settings && newSettings(one, own, settings)),
    ...(provider && { provider: newProvider(one, own, provider) }),
  };
}

function requireName(name: string): void {
  if (name.trim() !== '' && name.length <= MAX_NAME && !/\p{Cc}/u.test(name) && !hasLostLetters(name)) return;
  throw invalid('name', `name: 1 to ${MAX_NAME} printable characters.`);
}

function readDescription({ key }: LiveAuthenticator, description: string): string {
  if (key === 'webauthn') return description;
  throw invalid('description', 'description: Only webauthn has one; leave it out.');
}

/** Settings that are as the authenticator comes with them are not kept. */
function newSettings(one: LiveAuthenticator, own: AuthenticatorSettings, sent: Settings): Pick<typeof own, 'settings'> {
  const given = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null));
  const schema = authenticatorSettings[one.key];
  if (!schema) {
    if (Object.keys(given).length === 0) return {};
    throw invalid('settings', `settings: ${one.key} has none; leave them out.`);
  }
  requireShape(schema, given);
  const settings = Object.entries({ ...own.settings, ...(given as KeptSettings) }).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(one.settings?.[name]),
  );
  return { settings: Object.fromEntries(settings) };
}

function requireShape(schema: TObject, given: Settings): void {
  const check = compiledSchema(schema);
  if (check.Check(given)) return;
  const errors = check.Errors(given);
  const field = errors[0]?.instancePath.split('/')[1] ?? '';
  const { description } = (Object.hasOwn(schema.properties, field) && schema.properties[field]) as {
    description?: string;
  };
  const there = `There are ${Object.keys(schema.properties).join(', ')}.`;
  throw invalid(
    'settings',
    ...shapeError(errors).map((cause) => `settings.${cause.slice(0, 200)}`),
    `settings.${field.slice(0, 100)}: ${description ?? there}`,
  );
}

/**
 * A provider after a request's changes, without its secrets, which are kept sealed elsewhere, or not at all. What the request does not
 * mention of its configuration stays (Terraform sends an empty `userNameTemplate` for any, and takes an empty one of ours for a change; an
 * empty `trustedCertificate` takes that away), and there always is one, for clients that look into it unasked.
 */
function newProvider(
  one: LiveAuthenticator,
  { provider: before }: AuthenticatorSettings,
  sent: AuthenticatorProvider,
): AuthenticatorProvider {
  if ((one.methods.some(({ kinds }) => kinds.length > 0) && !one.outside) || one.always) {
    throw invalid('provider', `provider: ${one.key} is verified by this service itself; leave it out.`);
  }
  const configuration = { ...before?.configuration, ...sent.configuration };
  const userNameTemplate = { ...before?.configuration?.userNameTemplate, ...sent.configuration?.userNameTemplate };
  const all = { ...configuration, userNameTemplate };
  const kept = Object.entries(all).filter(
    ([name]) =>
      ![...providerSecrets, ...providerFacts].includes(name) &&
      (name !== 'userNameTemplate' || userNameTemplate.template) &&
      (name !== 'trustedCertificate' || configuration.trustedCertificate),
  );
  return { ...before, ...sent, configuration: Object.fromEntries(kept) };
}

const invalid = (subject: string, ...causes: readonly string[]) => fault('validation', { subject }).because(...causes);
