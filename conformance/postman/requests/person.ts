import type { Wanted } from './wanted.ts';

type Part = Omit<Wanted, 'folder'>;

/** The phone of whoever the collection plays. */
export const PHONE = '+18024482036';
export const ANOTHER_PHONE = '+18024482037';
export const PASSWORD = 'Correct-horse-7';
export const ANOTHER_PASSWORD = 'Battery-staple-8';

/** Time that goes by, so that another message may be sent or another factor be activated. */
export const later = (duration = 'PT30S'): Part => ({
  name: 'Some time later (development mode)',
  dev: { method: 'POST', path: '/dev/clock' },
  body: { advance: duration },
});

/** A look at the newest message to a phone or an address. */
export const inbox = (to = encodeURIComponent(PHONE)): Part => ({
  name: 'Read the code (development mode)',
  dev: { method: 'GET', path: `/dev/inbox?to=${to}` },
  keep: { passCode: 'reply.at(-1).code' },
});
