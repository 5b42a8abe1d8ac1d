import type { Operations } from '../contract/index.ts';
import type { Caller, Reply } from '../contract/operation.ts';
import type { LiveMethod } from '../domain/authenticators.ts';
import { type EnrollmentSettings, methodStatus, type Switch } from '../domain/enrollmentSettings.ts';
import { fault } from '../domain/fault.ts';
import { switchMethod } from '../domain/switches.ts';
import { type FoundAuthenticator, findAuthenticator, switched } from './authenticators.ts';
import { changeEnrollment, readEnrollment } from './enrollmentSettings.ts';
import type { Handler, Services } from './services.ts';

type Resource = Reply<Operations['getAuthenticatorMethod']>;
interface Ref {
  readonly authenticatorId: string;
  readonly methodType: string;
}

/** The ways an authenticator can be used (facts 221). */
export const listAuthenticatorMethods: Handler<'listAuthenticatorMethods'> = async (services, { params }) => {
  const found = findAuthenticator(await readEnrollment(services), params.authenticatorId);
  return found.one.methods.map((method) => describe(services, { ...found, method }));
};

export const getAuthenticatorMethod: Handler<'getAuthenticatorMethod'> = async (services, { params }) =>
  describe(services, findMethod(await readEnrollment(services), params));

export const activateAuthenticatorMethod: Handler<'activateAuthenticatorMethod'> = (services, { params, caller }) =>
  lifecycle(services, caller, params, 'ACTIVE');

export const deactivateAuthenticatorMethod: Handler<'deactivateAuthenticatorMethod'> = (services, { params, caller }) =>
  lifecycle(services, caller, params, 'INACTIVE');

async function lifecycle(services: Services, caller: Caller, ref: Ref, to: Switch): Promise<Resource> {
  const settings = await changeEnrollment(services, caller, (before, at) => {
    const found = findMethod(before, ref);
    if (to === 'INACTIVE' && isOnly(found)) {
      throw fault('validation', { subject: 'authenticatorMethod' }).because(
        `${found.method.type} is the only active method; POST /api/v1/authenticators/${found.own.id}/lifecycle/deactivate switches the whole authenticator off.`,
      );
    }
    const target = { authenticator: found.one, method: found.method.type };
    const detail = { authenticator: found.one.key, method: found.method.type };
    return switched(before, switchMethod(before, target, to, at), to, detail);
  });
  return describe(services, findMethod(settings, ref));
}

interface FoundMethod extends FoundAuthenticator {
  readonly method: LiveMethod;
}

function findMethod(settings: EnrollmentSettings, { authenticatorId, methodType }: Ref): FoundMethod {
  const found = findAuthenticator(settings, authenticatorId);
  const method = found.one.methods.find(({ type }) => type === methodType);
  if (method) return { ...found, method };
  throw fault('notFound', { id: methodType, type: 'AuthenticatorMethod' }).because(
    `GET /api/v1/authenticators/${found.own.id}/methods lists those there are.`,
  );
}

/** The last one that is on stays on: an authenticator without methods would be neither on nor off. */
const isOnly = ({ one, own, method }: FoundMethod): boolean =>
  one.methods.every((each) => each.type === method.type || methodStatus(own, each) === 'INACTIVE');

function describe({ links }: Services, found: FoundMethod): Resource {
  const { own, method } = found;
  const status = methodStatus(own, method);
  const to = status === 'INACTIVE' ? 'activate' : isOnly(found) ? undefined : 'deactivate';
  return {
    type: method.type,
    status,
    ...(method.settings && { settings: method.settings }),
    _links: links.org.authenticatorMethod(own.id, method.type, to),
  };
}
