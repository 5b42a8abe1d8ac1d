import { ApiError, createClient, NetworkError } from '@cofactor/client';
import { activate, changePhone, enrollSms, unenroll, waitForPush } from '@cofactor/client/flows';

/** A little of everything the client does, against a Cofactor in development mode; with nothing but what the web has. */
export async function scenario(url: string, token: string): Promise<readonly string[]> {
  const client = createClient({ url, token });
  const some = Math.random().toString(36).slice(2);
  const people = ['ada', 'grace'].map((name) => {
    const email = `${name}-${some}@example.com`;
    return client.createUser({ body: { profile: { login: email, email, firstName: name, lastName: 'Example' } } });
  });
  const [{ id: userId } = { id: '' }] = await Promise.all(people);
  const anyNumber = () => `+1802448${1000 + Math.floor(Math.random() * 9000)}`;
  const said: string[] = [];

  const number = anyNumber();
  const enrolled = await enrollSms(client, userId, number);
  said.push(enrolled.outcome);
  if (enrolled.outcome !== 'sent') return said;
  const inbox = await client.request({ method: 'GET', path: '/dev/inbox', query: { to: number } });
  const [{ code } = { code: '' }] = inbox as { code: string }[];
  const wrong = code === '123456' ? '654321' : '123456';
  said.push((await activate(client, userId, enrolled.factor, wrong)).outcome);
  const active = await activate(client, userId, enrolled.factor, code);
  said.push(active.outcome, (await changePhone(client, userId, anyNumber())).outcome, client.server() ?? 'nobody');

  const push = await client.enrollFactor({ userId, body: { factorType: 'push' } });
  const phone = { type: 'phone', userId, factorId: push.id };
  await client.request({ method: 'POST', path: '/dev/devices', body: phone });
  said.push((await waitForPush(client, userId, push.id)).outcome);

  for await (const { items, after } of client.listUsers({ limit: 1 }).pages()) {
    said.push(`a page of ${items.length}${after === undefined ? '' : ', and more'}`);
    break;
  }
  said.push(await client.getUser({ userId: 'nobody' }).then(() => 'found', failure));
  const nowhere = createClient({ url: 'http://127.0.0.1:9', token, maxRetries: 0 });
  said.push(await nowhere.getUser({ userId }).then(() => 'found', failure));
  const signal = AbortSignal.abort(new Error('the user left'));
  said.push(await client.getUser({ userId }, { signal }).then(() => 'found', failure));
  said.push(active.outcome === 'activated' ? (await unenroll(client, userId, active.factor.id)).outcome : 'nothing');
  return said;
}

function failure(error: unknown): string {
  if (error instanceof ApiError) return `${error.status} ${error.code}`;
  return error instanceof NetworkError ? 'no answer' : (error as Error).message;
}
