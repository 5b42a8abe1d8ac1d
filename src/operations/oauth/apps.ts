import type { AppRequest } from '../../contract/oauth/app.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import { appFields } from '../../domain/oauth/appFields.ts';
import { MAX_APPS, type ServiceApp } from '../../domain/oauth/serviceApp.ts';
import { accessPolicyId } from '../../domain/org/accessPolicy.ts';
import { fault, orThrow } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { appLog, changeApp, findApp, requireReach } from './changeApp.ts';
import { describeApp } from './describeApp.ts';
import { pageOfApps } from './pageOfApps.ts';

/** All of them, oldest first, a page at a time. */
export const listApplications: Handler<'listApplications'> = async (services, { query }) => {
  const [, status] = /^\s*status\s+eq\s+"(ACTIVE|INACTIVE)"\s*$/i.exec(query.filter ?? '') ?? [];
  if (query.filter !== undefined && status === undefined) {
    throw fault('invalidSearch').because('Filter by status eq "ACTIVE" or status eq "INACTIVE".');
  }
  const apps = (await services.store.serviceApps.list()).filter((app) => status === undefined || app.status === status);
  const policyId = accessPolicyId(await services.organization());
  return pageOfApps(apps, query, (app) => describeApp(services.links, app, policyId));
};

/** A new app has neither scopes nor roles: both are given to it afterwards. */
export const createApplication: Handler<'createApplication'> = async (services, { query, body, caller }) =>
  shown(services, await createApp(services, body, caller, query.activate ?? true));

export const getApplication: Handler<'getApplication'> = async (services, { params }) =>
  shown(services, await findApp(services, params.appId));

export const replaceApplication: Handler<'replaceApplication'> = async (services, { params, body, caller }) =>
  shown(services, await replaceApp(services, params.appId, body, caller));

export const activateApplication: Handler<'activateApplication'> = async (services, { params, caller }) => {
  await changeApp(services, params.appId, caller, 'application.lifecycle.activate', ({ status }) =>
    status === 'ACTIVE' ? {} : { status: 'ACTIVE' },
  );
  return {};
};

export const deactivateApplication: Handler<'deactivateApplication'> = async (services, { params, caller }) => {
  await changeApp(services, params.appId, caller, 'application.lifecycle.deactivate', ({ status }) =>
    status === 'INACTIVE' ? {} : { status: 'INACTIVE' },
  );
  return {};
};

/** Only while it is inactive, as at Okta. */
export const deleteApplication: Handler<'deleteApplication'> = async (services, { params, caller }) => {
  await deleteApp(services, params.appId, caller, (app) => {
    if (app.status === 'INACTIVE') return;
    throw fault('validation', { subject: 'app' }).because(
      `The app is ACTIVE; deactivate it first with POST /api/v1/apps/${app.id}/lifecycle/deactivate.`,
    );
  });
  return {};
};

/** Puts an app under the one policy there is for apps, which it is under already: nothing changes, and nothing is logged. */
export const assignApplicationPolicy: Handler<'assignApplicationPolicy'> = async (services, { params, caller }) => {
  requireReach(caller, await findApp(services, params.appId));
  if (params.policyId === accessPolicyId(await services.organization())) return {};
  throw fault('notFound', { id: params.policyId, type: 'Policy' }).because(
    `GET /api/v1/policies?type=ACCESS_POLICY shows the policy there is for apps.`,
  );
};

const shown = async (services: Services, app: ServiceApp) =>
  describeApp(services.links, app, accessPolicyId(await services.organization()));

/** Makes an app of a request. */
export async function createApp(
  services: Services,
  body: AppRequest,
  caller: Caller,
  active: boolean,
): Promise<ServiceApp> {
  const { store, keySets, newId } = services;
  const now = services.now();
  const fields = orThrow(appFields(body, undefined, { newId, now, uriProblem: keySets.uriProblem }));
  if ((await store.serviceApps.list()).length >= MAX_APPS) {
    throw fault('validation', { subject: 'app' }).because(`There are ${MAX_APPS} apps already; DELETE one first.`);
  }
  const app: ServiceApp = {
    id: newId('0oa'),
    ...fields,
    status: active ? 'ACTIVE' : 'INACTIVE',
    grants: [],
    roles: [],
    epoch: 1,
    created: now,
    lastUpdated: now,
    version: 1,
  };
  await store.apply([{ do: 'insertServiceApp', app }, appLog('application.lifecycle.create', app, caller, now)]);
  return app;
}

/** Replaces what whoever may change an app writes. */
export const replaceApp = (services: Services, id: string, body: AppRequest, caller: Caller): Promise<ServiceApp> =>
  changeApp(services, id, caller, 'application.lifecycle.update', (app) => {
    const { newId, now, keySets } = services;
    const fields = orThrow(appFields(body, app, { newId, now: now(), uriProblem: keySets.uriProblem }));
    return { jwksUri: undefined, ...fields } as Partial<ServiceApp>;
  });

/** Deletes an app that `judge` does not throw for. */
export const deleteApp = (
  services: Services,
  id: string,
  caller: Caller,
  judge: (app: ServiceApp) => void,
): Promise<true> =>
  untilWritten('app', async () => {
    const app = await findApp(services, id);
    requireReach(caller, app);
    judge(app);
    const entry = appLog('application.lifecycle.delete', app, caller, services.now());
    const applied = await services.store.apply([{ do: 'removeServiceApp', app }, entry]);
    return applied === 'done' ? true : undefined;
  });
