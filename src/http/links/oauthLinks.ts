import type { OauthLinks } from '../../operations/shared/links.ts';
import { link } from './link.ts';

/** Links of service apps, their keys, scopes and roles. */
export function oauthLinks(base: () => string): OauthLinks {
  const app = (id: string) => `${base()}/api/v1/apps/${id}`;
  return {
    app(id, active, policyId) {
      const self = app(id);
      return {
        self: link(self, 'GET', 'PUT', ...(active ? [] : ['DELETE'])),
        grants: link(`${self}/grants`, 'GET', 'POST'),
        accessPolicy: { href: `${base()}/api/v1/policies/${policyId}` },
        ...(active
          ? { deactivate: link(`${self}/lifecycle/deactivate`, 'POST') }
          : { activate: link(`${self}/lifecycle/activate`, 'POST') }),
      };
    },
    grant: (appId, id) => ({
      self: link(`${app(appId)}/grants/${id}`, 'GET', 'DELETE'),
      app: link(app(appId), 'GET'),
    }),
    key(appId, id, active) {
      const self = `${app(appId)}/credentials/jwks/${id}`;
      return active
        ? { deactivate: link(`${self}/lifecycle/deactivate`, 'POST') }
        : { activate: link(`${self}/lifecycle/activate`, 'POST'), delete: link(self, 'DELETE') };
    },
    role: (clientId, id) => ({
      assignee: link(`${base()}/oauth2/v1/clients/${clientId}`, 'GET'),
      self: link(`${base()}/oauth2/v1/clients/${clientId}/roles/${id}`, 'GET', 'DELETE'),
    }),
  };
}
