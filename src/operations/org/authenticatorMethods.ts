import type { Operations } from '../../contract/index.ts';
import type { Caller, Reply } from '../../contract/shared/operation.ts';
import { type EnrollmentSettings, methodStatus, type Switch } from '../../domain/org/enrollmentSettings.ts';
import { edited, switchMethod, withMethod } from '../../domain/org/switches.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { findAuthenticator, refuseOther, switched } from './authenticators.ts';
import { changeEnrollment, readEnrollment } from './enrollmentSettings.ts';
import { type FoundMethod, methodPath, newMethodSettings, settingsOf, shownMethodSettings } from './methodSettings.ts';

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

/** Other settings; the rest may be sent but must be as it is. */
export const replaceAuthenticatorMethod: Handler<'replaceAuthenticatorMethod'> = async (
  services,
  { params, body, caller },
) => {
  const settings = await changeEnrollment(services, caller, (before, at) => {
    const found = findMethod(before, params);
    const { one, own, method } = found;
    refuseOther(body, { type: method.type, status: methodStatus(own, method) }, methodPath(found));
    const next = newMethodSettings(services, found, body.settings);
    const detail = { authenticator: one.key, method: method.type, settings: Object.keys(next).join(' ') };
    return {
      settings: edited(before, own.id, at, (now) => withMethod(now, method.type, next)),
      event: 'security.authenticator.lifecycle.update',
      detail,
    };
  });
  return describe(services, findMethod(settings, params));
};

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
    const target = { authenticator: found.one, id: found.own.id, method: found.method.type };
    const detail = { authenticator: found.one.key, method: found.method.type };
    return switched(before, switchMethod(before, target, to, at), to, detail);
  });
  return describe(services, findMethod(settings, ref));
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

function describe(services: Services, found: FoundMethod): Resource {
  const { own, method } = found;
  const status = methodStatus(own, method);
  const to = status === 'INACTIVE' ? 'activate' : isOnly(found) ? undefined : 'deactivate';
  const settings = shownMethodSettings(services, found);
  const settable = settingsOf(method) !== undefined;
  return {
    type: method.type,
    status,
    ...(settings && { settings: { ...settings } }),
    _links: services.links.org.authenticatorMethod(own.id, { type: method.type, settable }, to),
  };
}
