// A test as somebody with the oldest Node.js writes it: a code from the inbox, and a phone that approves. Run by packCheck.ts.
import { startCofactor } from 'cofactor/testing';

const cofactor = await startCofactor({ users: ['ada@example.com'] });
const [ada] = cofactor.users;
const headers = { authorization: `SSWS ${cofactor.token}`, 'content-type': 'application/json' };
const factors = `${cofactor.url}/api/v1/users/${ada.id}/factors`;
const post = async (url, body = {}) =>
  (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();

const sms = await post(factors, { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+15550100001' } });
const { code } = await cofactor.inbox.next({ to: '+15550100001' });
const active = await post(`${factors}/${sms.id}/lifecycle/activate`, { passCode: code });
const push = await post(factors, { factorType: 'push', provider: 'OKTA' });
await cofactor.devices.phone({ userId: ada.id, factorId: push.id });
const asked = await post(`${factors}/${push.id}/verify`);
const polled = await (await fetch(`${asked._links.poll.href}?wait=10`, { headers })).json();
await cofactor.reset();
await cofactor.close();
console.log(active.status, polled.factorResult);
