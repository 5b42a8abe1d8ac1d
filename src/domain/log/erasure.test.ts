import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { partsAbout, withoutPerson } from './erasure.ts';
import type { LogEntry } from './logEntry.ts';

const entry = (more: Partial<LogEntry>): LogEntry => ({
  at: Temporal.Instant.from('2026-01-01T00:00:00Z'),
  event: 'cofactor.factor.challenge',
  outcome: 'SUCCESS',
  userId: 'ada',
  ...more,
});

describe('an entry of the log about a user who is deleted', () => {
  test('loses address, user agent, recipient, name at a provider and words of whoever acted, and keeps ids', () => {
    const detail = { phoneNumber: '+1 XXX-XXX-1337', subject: 'ada', justification: 'Ada called', messageId: 'm1' };
    const seen = entry({ address: '198.51.100.7', userAgent: 'Firefox', reason: 'WRONG_CODE', detail });
    assert.deepEqual(withoutPerson(seen, 'ada'), { reason: 'WRONG_CODE', detail: { messageId: 'm1' } });
  });

  test('attack: the name of who called is written into the ticket, and stays in the log for good', () => {
    const detail = { justification: 'lost their phone', ticket: 'Ada Lovelace, +44 20 7946 0000', requestId: 'hdr1' };
    const acted = entry({ event: 'user.mfa.factor.reset_all', detail });
    assert.deepEqual(withoutPerson(acted, 'ada'), { detail: { requestId: 'hdr1' } });
    assert.deepEqual(partsAbout(acted, 'boss').detail, { requestId: 'hdr1' }, 'nor does the export of another have it');
  });

  test('loses what a carrier said in words of its own', () => {
    assert.deepEqual(withoutPerson(entry({ reason: '550 no mailbox ada@example.com' }), 'ada'), {});
    assert.equal(withoutPerson(entry({ reason: 'SMTP 550 5.1.1' }), 'ada'), undefined);
  });

  test('keeps the address of the administrator who acted, until that one is deleted', () => {
    const principal = { kind: 'session', userId: 'boss' } as const;
    const acted = entry({ address: '203.0.113.5', principal });
    assert.equal(withoutPerson(acted, 'ada'), undefined);
    assert.deepEqual(withoutPerson(acted, 'boss'), {});
  });

  test('keeps the address of a user whom a token of the deleted one asked about', () => {
    const principal = { kind: 'apiToken', userId: 'boss' } as const;
    assert.equal(withoutPerson(entry({ address: '198.51.100.7', principal }), 'boss'), undefined);
  });
});
