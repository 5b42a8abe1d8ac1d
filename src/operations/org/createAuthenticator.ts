import type { LiveAuthenticator } from '../../domain/org/authenticators.ts';
import { currentKey } from '../../domain/org/authenticatorTable.ts';
import { type EnrollmentSettings, newAuthenticator } from '../../domain/org/enrollmentSettings.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import type { Handler } from '../shared/services.ts';
import { changed } from './authenticatorSettings.ts';
import { describe, findAuthenticator } from './authenticators.ts';
import { authenticators, changeEnrollment, unusedAuthenticators } from './enrollmentSettings.ts';
import { secretWrites, withOutside } from './outsideSettings.ts';

/** They cannot be deleted, and are read with every factor. */
const MAX_SEVERAL = 10;

/**
 * Creates an authenticator that the organization does not have yet. Those that this service verifies are all there from
 * the start. One that an outside service verifies is of use once its settings are complete. The others, and a further
 * custom_otp, are kept and shown, so that a description of an organization can be applied, and are never used.
 */
export const createAuthenticator: Handler<'createAuthenticator'> = async (services, { query, body, caller }) => {
  const id = services.newId('aut');
  const status = query.activate === false || body.status === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE';
  const settings = await changeEnrollment(services, caller, (before, at) => {
    const one = requireNew(before, currentKey(body.key));
    if (body.type !== undefined && body.type !== one.type)
      throw invalid('type', `type: That of ${one.key} is ${one.type}.`);
    const fresh = newAuthenticator(one.key, id, status, at);
    const own = withOutside(services, one, fresh, changed(one, fresh, body), body.provider, at);
    return {
      settings: { ...before, authenticators: [...before.authenticators, own] },
      event: 'security.authenticator.lifecycle.create',
      detail: { authenticator: one.key },
      also: secretWrites(own, body.provider),
    };
  });
  return describe(services, findAuthenticator(settings, id));
};

function requireNew(before: EnrollmentSettings, key: string): LiveAuthenticator {
  const one = [...authenticators, ...unusedAuthenticators].find((each) => each.key === key);
  if (!one) {
    const some = [...unusedAuthenticators, ...authenticators.filter(({ several, outside }) => several || outside)];
    const keys = some.map((each) => each.key).join(', ');
    throw invalid('key', `key: There is no such authenticator; those that can be created are ${keys}.`);
  }
  const there = before.authenticators.filter((each) => each.key === key);
  if (there.length < (one.several ? MAX_SEVERAL : 1)) return one;
  throw invalid(
    'key',
    'key: An object with this field already exists in the current organization',
    one.several
      ? `There are ${MAX_SEVERAL} of ${key}; change one of them with PUT /api/v1/authenticators/{id}.`
      : `Change it with PUT /api/v1/authenticators/${there[0]?.id}, switch it on with POST …/lifecycle/activate.`,
  );
}

const invalid = (subject: string, ...causes: readonly string[]): Fault =>
  fault('validation', { subject }).because(...causes);
