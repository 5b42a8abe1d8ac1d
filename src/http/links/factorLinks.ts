import type { Links as LinkSet } from '../../contract/shared/primitives.ts';
import type { FactorLinks } from '../../operations/shared/links.ts';
import { link } from './link.ts';

/** Links of a factor and of what belongs to it: challenges, transactions, activations and devices. */
export function factorLinks(base: () => string): FactorLinks {
  const users = (userId: string) => `${base()}/api/v1/users/${userId}`;
  return {
    factor(kind, { id, userId, status }) {
      const self = `${users(userId)}/factors/${id}`;
      const { noVerifyLink, questionsLink } = kind.wire ?? {};
      const user = { user: link(users(userId), 'GET') };
      if (status !== 'PENDING_ACTIVATION') {
        return {
          ...(questionsLink && { questions: link(`${users(userId)}/factors/questions`, 'GET') }),
          self: link(self, 'GET', 'DELETE'),
          ...(!noVerifyLink && status !== 'INACTIVE' && { verify: link(`${self}/verify`, 'POST') }),
          ...user,
        };
      }
      return {
        ...(kind.messages && { resend: [{ name: kind.messages.channel, ...link(`${self}/resend`, 'POST') }] }),
        ...(kind.devices
          ? { poll: link(`${self}/lifecycle/activate/poll`, 'POST') }
          : { activate: link(`${self}/lifecycle/activate`, 'POST') }),
        self: link(self, 'GET'),
        ...user,
      };
    },

    challenge(_kind, { id, userId }) {
      const self = `${users(userId)}/factors/${id}`;
      return { verify: link(`${self}/verify`, 'POST'), factor: link(self, 'GET', 'DELETE') };
    },

    transaction({ id, userId }, transactionId, hasPage) {
      const self = `${users(userId)}/factors/${id}/transactions/${transactionId}`;
      const page = { prompt: { href: `${base()}/duo/${userId}/${id}/${transactionId}`, type: 'text/html' } };
      return { cancel: link(self, 'DELETE'), poll: link(self, 'GET'), ...(hasPage && page) };
    },

    activation({ id, userId, status }, qr) {
      const self = `${users(userId)}/factors/${id}`;
      const activate = `${self}/lifecycle/activate`;
      if (qr === undefined) return { activate: link(activate, 'POST') };
      const send = ['email', 'sms'].map((name) => ({ name, ...link(`${activate}/${name}`, 'POST') }));
      return {
        ...(status === 'PENDING_ACTIVATION'
          ? { poll: link(activate, 'POST') }
          : { devices: link(`${self}/devices`, 'GET') }),
        qrcode: { href: `${self}/qr/${qr}`, type: 'image/png' },
        send,
      };
    },

    device({ id, userId }, deviceId) {
      const self = `${users(userId)}/factors/${id}`;
      return { self: link(`${self}/devices/${deviceId}`, 'DELETE'), factor: link(self, 'GET') };
    },

    catalogItem: ({ wire }, userId): LinkSet => ({
      ...(wire?.questionsLink && { questions: link(`${users(userId)}/factors/questions`, 'GET') }),
      enroll: link(`${users(userId)}/factors`, 'POST'),
    }),
  };
}
