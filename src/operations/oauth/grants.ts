import { scopeNames } from '../../contract/access/scopes.ts';
import type { ScopeGrant } from '../../domain/oauth/serviceApp.ts';
import { requireOwnScope } from '../../domain/oauth/withinOwn.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler } from '../shared/services.ts';
import { changeApp, findApp } from './changeApp.ts';
import { describeGrant } from './describeApp.ts';

export const listScopeConsentGrants: Handler<'listScopeConsentGrants'> = async (services, { params }) => {
  const { id, grants } = await findApp(services, params.appId);
  return grants.map((grant) => describeGrant(services.links, id, grant));
};

/** Gives a scope that the caller has; one that the app has already stays as it is. */
export const grantConsentToScope: Handler<'grantConsentToScope'> = async (services, { params, body, caller }) => {
  const scope = scopeNames.find((name) => name === body.scopeId);
  const issuer = services.links.absolute('');
  if (!scope) throw fault('validation', { subject: 'scopeId' }).because(`scopeId: There is no scope ${body.scopeId}`);
  if (body.issuer !== undefined && body.issuer.replace(/\/$/, '') !== issuer) {
    throw fault('validation', { subject: 'issuer' }).because(`issuer: It must be ${issuer}`);
  }
  requireOwnScope(caller.principal, scope);
  const grant: ScopeGrant = {
    id: services.newId('oag'),
    scope,
    by: caller.principal.userId ?? caller.principal.id,
    created: services.now().toString(),
  };
  const app = await changeApp(services, params.appId, caller, 'app.oauth2.consent.grant', ({ grants }) =>
    grants.some((one) => one.scope === scope) ? {} : { grants: [...grants, grant] },
  );
  return describeGrant(services.links, app.id, app.grants.find((one) => one.scope === scope) ?? grant);
};

export const getScopeConsentGrant: Handler<'getScopeConsentGrant'> = async (services, { params }) => {
  const { id, grants } = await findApp(services, params.appId);
  const found = grants.find((grant) => grant.id === params.grantId);
  if (!found) throw missing(params.grantId);
  return describeGrant(services.links, id, found);
};

/** Takes a scope back: tokens of before lose it too. */
export const revokeScopeConsentGrant: Handler<'revokeScopeConsentGrant'> = async (services, { params, caller }) => {
  await changeApp(services, params.appId, caller, 'app.oauth2.consent.revoke', ({ grants }) => {
    const left = grants.filter(({ id }) => id !== params.grantId);
    if (left.length === grants.length) throw missing(params.grantId);
    return { grants: left };
  });
  return {};
};

const missing = (id: string) => fault('notFound', { id, type: 'OAuth2ScopeConsentGrant' });
