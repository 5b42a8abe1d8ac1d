import type { OrgLinks } from '../../operations/shared/links.ts';
import { link } from './link.ts';

/** Links of what belongs to the organization: to itself and to the switch that can be thrown. */
export function orgLinks(base: () => string): OrgLinks {
  const authenticators = (id: string) => `${base()}/api/v1/authenticators/${id}`;
  const lifecycle = (self: string, to: 'activate' | 'deactivate' | undefined) =>
    to && { [to]: link(`${self}/lifecycle/${to}`, 'POST') };
  return {
    authenticator(id, to) {
      const self = authenticators(id);
      return { self: link(self, 'GET', 'PUT'), ...lifecycle(self, to), methods: link(`${self}/methods`, 'GET') };
    },
    authenticatorMethod(id, { type, settable }, to) {
      const self = `${authenticators(id)}/methods/${type}`;
      return { self: link(self, 'GET', ...(settable ? ['PUT'] : [])), ...lifecycle(self, to) };
    },
    orgFactor(id, to) {
      const self = `${base()}/api/v1/org/factors/${id}`;
      return { self: link(self, 'GET'), ...lifecycle(self, to) };
    },
    eventHook(id, active) {
      const href = `${base()}/api/v1/eventHooks/${id}`;
      const self = { href };
      const step = (name: string) => link(`${href}/lifecycle/${name}`, 'POST');
      if (!active) return { activate: step('activate'), self, delete: link(href, 'DELETE') };
      return { self, verify: step('verify'), deactivate: step('deactivate') };
    },
    inlineHook(id, active) {
      const href = `${base()}/api/v1/inlineHooks/${id}`;
      const self = { href };
      if (!active) {
        return { activate: link(`${href}/lifecycle/activate`, 'POST'), self, delete: link(href, 'DELETE') };
      }
      return {
        self,
        execute: link(`${href}/execute`, 'POST'),
        deactivate: link(`${href}/lifecycle/deactivate`, 'POST'),
      };
    },
    messageProvider(id, to) {
      const self = `${base()}/api/v1/message-providers/${id}`;
      // Without a switch it is not the API's to change.
      const allow = to === undefined ? ['GET'] : to === 'activate' ? ['GET', 'PUT', 'DELETE'] : ['GET', 'PUT'];
      return { self: link(self, ...allow), ...lifecycle(self, to), test: link(`${self}/test`, 'POST') };
    },
    trustedOrigin(id, to) {
      const self = `${base()}/api/v1/trustedOrigins/${id}`;
      return { self: link(self, 'GET', 'PUT', 'DELETE'), ...lifecycle(self, to) };
    },
    group: (id) => ({ self: link(`${base()}/api/v1/groups/${id}`, 'GET') }),
    policy: (id) => ({ self: link(`${base()}/api/v1/policies/${id}`, 'GET', 'PUT') }),
    accessPolicy(id) {
      const self = `${base()}/api/v1/policies/${id}`;
      return { self: link(self, 'GET'), rules: link(`${self}/rules`, 'GET') };
    },
  };
}
