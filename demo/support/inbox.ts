import assert from 'node:assert/strict';
import type { Transcript } from './transcript.ts';

/** A message as `GET /dev/inbox` shows it. */
export interface InboxMessage {
  readonly id: number;
  readonly channel: string;
  readonly to: string;
  readonly text: string;
  readonly code: string;
}

/** The telephones and mailboxes of the demo's users. */
export interface Inbox {
  /** The one message that has come since the last look. */
  message(to: string, channel?: string): Promise<InboxMessage>;
  /** Waits for a message in the default words; its code. */
  code(to: string, channel?: string): Promise<string>;
  /** Makes sure that none has. */
  nothing(to: string): Promise<void>;
}

/** Looks into the development inbox of the service; nothing in it so far counts as new. */
export async function openInbox(url: string, say: Transcript): Promise<Inbox> {
  const list = async (query = ''): Promise<readonly InboxMessage[]> => {
    const response = await fetch(`${url}/dev/inbox${query}`);
    if (response.status !== 200) {
      throw new Error(
        `${url}/dev/inbox answers ${response.status}: the demo needs a service that runs as cofactor dev`,
      );
    }
    return (await response.json()) as readonly InboxMessage[];
  };
  const seen = new Set((await list()).map(({ id }) => id));
  const fresh = async (to: string) => {
    const messages = (await list(`?to=${encodeURIComponent(to)}`)).filter(({ id }) => !seen.has(id));
    for (const message of messages) {
      seen.add(message.id);
      say.message(message);
    }
    return messages;
  };
  async function message(to: string, channel = 'sms'): Promise<InboxMessage> {
    const messages = await fresh(to);
    assert.deepEqual(
      messages.map((message) => message.channel),
      [channel],
      `one message by ${channel} to ${to}`,
    );
    const [one = assert.fail()] = messages;
    assert.match(one.code, /^\d{6}$/);
    return one;
  }
  return {
    message,
    async code(to, channel = 'sms') {
      const { text, code } = await message(to, channel);
      if (channel === 'sms') assert.equal(text, `Your verification code is ${code}.`);
      else assert.ok(text.replace(/[^\d]/g, '').includes(code), `the text has the code: ${text}`);
      return code;
    },
    async nothing(to) {
      assert.deepEqual(await fresh(to), [], `no message to ${to}`);
      say.note(`no message to ${to}`);
    },
  };
}
