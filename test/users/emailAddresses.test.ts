import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { domainToASCII } from 'node:url';
import nodemailer from 'nodemailer';
import { type World, world } from '../support/world.ts';

const domains = ['b@exa\u3002mple.com', 'b@\uff45xample.com', 'b@\u212fxample.com', 'b@ex\u00adample.com', 'b@0x7f.1'];
const brackets = ['<b@example.com>', 'b@example.com>', 'x<b@example.com', '<<b@example.com'];
const quoted = ['"b"@example.com', '"b@example.com"@example.com', 'b(c)@example.com', 'b\\@example.com'];
const lists = [
  'b@example.com,',
  'a,b@example.com',
  'a;b@example.com',
  'grp:b@example.com;',
  'b@example.com;c@example.com',
];
const broken = [
  'b..c@example.com',
  '.b@example.com',
  'b.@example.com',
  'b@example..com',
  'b@example.com.',
  'b@c@d.com',
];
const hidden = ['b\u200b@example.com', '\u202eb@example.com', '\uff42@example.com', 'b@exam_ple.com', 'b@-x.com'];
const hosts = ['b@[127.0.0.1]', 'b@[IPv6:::1]', 'b@127.0.0.1'];

const fine = [
  ...['b@example.com', 'B.Lovelace+mfa@Example.COM', "o'hara@example.com", 'a/b=c@example.com', '1@localhost'],
  ...['j\u00f6rg@example.com', '\u7528\u6237@\u4f8b\u5b50.\u5e7f\u544a', 'b@ex\u00e4mple.com', 'b@xn--exmple-cua.com'],
  ...['a--b@sub-domain.example.co.uk', '_@example.com'],
];

/** The mailbox that a mail server hears when nodemailer writes to an address. */
async function mailbox(address: string): Promise<string | undefined> {
  const transport = nodemailer.createTransport({ streamTransport: true });
  const { envelope } = await transport.sendMail({ from: 'a@example.com', to: { name: '', address }, text: '.' });
  return [envelope.to].flat()[0] || undefined;
}

/** One spelling of a mailbox: domains have two, and no letter case. */
function spelled(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`;
}

describe("users' e-mail addresses", () => {
  let w: World;
  before(async () => {
    w = await world();
  });
  after(() => w.close());
  let people = 0;

  const create = (profile: object) => {
    const login = `person${++people}`;
    const names = { firstName: 'Ada', lastName: 'Lovelace', login, email: `${login}@example.com` };
    return w.call('POST', '/api/v1/users', { profile: { ...names, ...profile } });
  };

  for (const address of [...domains, ...brackets, ...quoted, ...lists, ...broken, ...hidden, ...hosts]) {
    test(`attack: ${JSON.stringify(address)} is no address: it may lead to the mailbox of another`, async () => {
      for (const field of ['email', 'secondEmail']) {
        const { status, body } = await create({ [field]: address });
        assert.deepEqual([status, body.errorCode], [400, 'E0000001']);
        assert.equal(body.errorCauses[0].errorSummary, `${field}: Does not match required pattern`);
      }
    });
  }

  for (const address of fine) {
    test(`${JSON.stringify(address)} is one, and what is sent to it reaches the very mailbox`, async () => {
      const { status, body } = await create({ email: address });
      assert.deepEqual([status, body.profile?.email], [200, address]);
      assert.equal(spelled((await mailbox(address)) ?? ''), spelled(address));
    });
  }

  test('both spellings of one domain share the budget of their mailbox', async () => {
    const send = async (email: string) => {
      const { id } = (await create({ email })).body;
      return w.call('POST', `/api/v1/users/${id}/factors`, {
        factorType: 'email',
        provider: 'OKTA',
        profile: { email },
      });
    };
    assert.equal((await send('c@ex\u00e4mple.com')).status, 200);
    const { status, body } = await send('C@xn--exmple-cua.com');
    assert.deepEqual([status, body.errorCode], [429, 'E0000118']);
  });
});
