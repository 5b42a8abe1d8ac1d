import type { TSchema } from 'typebox';
import { otpSettings } from '../../contract/org/authenticatorSettings.ts';
import type { AnyKind, KindSettings } from '../../domain/factors/kind.ts';
import type { LiveMethod } from '../../domain/org/authenticators.ts';
import type { MethodSettings } from '../../domain/org/enrollmentSettings.ts';
import { fault } from '../../domain/values/fault.ts';
import { shapeError } from '../../domain/values/shapeError.ts';
import { compiledSchema } from '../shared/compiledSchema.ts';
import type { Services } from '../shared/services.ts';
import type { FoundAuthenticator } from './authenticators.ts';

/** A method of an authenticator, with what was decided about it. */
export interface FoundMethod extends FoundAuthenticator {
  readonly method: LiveMethod<AnyKind>;
}

/** The address of the method. */
export const methodPath = ({ own, method }: FoundMethod): string =>
  `/api/v1/authenticators/${own.id}/methods/${method.type}`;

/** The settings that a method has; undefined where it has none. */
export const settingsOf = ({ kinds }: LiveMethod<AnyKind>): KindSettings<never> | undefined =>
  kinds.find(({ settings }) => settings)?.settings;

/** The settings of a method as the wire shows them. */
export function shownMethodSettings({ policy }: Services, { own, method }: FoundMethod): MethodSettings | undefined {
  const kept = own.methods?.[method.type];
  return settingsOf(method)?.shown((kept ?? {}) as never, policy) ?? kept ?? method.settings;
}

/**
 * The settings of a method after a request: those it has, whole, or those there were when it has none. What is
 * as it would be anyway is not kept, so that it may still change with this service's own configuration.
 */
export function newMethodSettings(services: Services, found: FoundMethod, sent: unknown): MethodSettings {
  const { own, method, used } = found;
  if (sent === undefined) return own.methods?.[method.type] ?? {};
  const settings = settingsOf(method);
  if (!settings) {
    if (!used && method.type === 'otp') return shaped(otpSettings, sent);
    if (sameSettings(sent, method.settings)) return {};
    throw invalid('settings: They cannot be changed; send them as GET shows them, or leave them out.');
  }
  shaped(settings.schema, sent);
  const problems = settings.problems(sent as never, services.policy);
  if (problems.length > 0) throw invalid(...problems.map((problem) => `settings.${problem}.`));
  const initial = settings.shown({} as never, services.policy);
  return Object.fromEntries(
    Object.entries(sent as MethodSettings).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(initial[name]),
    ),
  );
}

function shaped(schema: TSchema, sent: unknown): MethodSettings {
  const check = compiledSchema(schema);
  if (check.Check(sent)) return sent as MethodSettings;
  throw invalid(...shapeError(check.Errors(sent)).map((cause) => `settings.${cause}`));
}

/** Whether these are the same, in any order and case: the Python SDK is shown `base32` for `Base32` (`sdkQuirks`). */
const sameSettings = (...both: readonly unknown[]): boolean => {
  const [one, other] = both.map((each) => JSON.stringify(Object.entries(each ?? {}).sort()).toLowerCase());
  return one === other;
};

const invalid = (...causes: readonly string[]) => fault('validation', { subject: 'settings' }).because(...causes);
