import { createInterface } from 'node:readline';

const client = process.env.COFACTOR_CLIENT;

const { COFACTOR_CLIENT_ID: clientId, COFACTOR_SCOPES: scopes, COFACTOR_PRIVATE_KEY: privateKey } = process.env;

/** An API token, or what an SDK asks for access tokens with. */
export const credentials = clientId
  ? {
      authorizationMode: 'PrivateKey',
      clientId,
      scopes: scopes.split(' '),
      privateKey,
      keyId: process.env.COFACTOR_KEY_ID,
    }
  : { token: process.env.COFACTOR_TOKEN };

/**
 * Answers one line for each line it reads. `run` gives the value of a call, `undefined` where there is none, or throws;
 * an operation the SDK does not have is no property of `operations`.
 */
export async function answerLines(operations) {
  let last;
  for await (const line of createInterface({ input: process.stdin })) {
    const call = JSON.parse(line);
    const said = await outcome(operations, call.writeBack ? { ...call, body: last } : call);
    last = said.value;
    console.log(JSON.stringify({ client, operation: call.operation, ...said }));
  }
}

async function outcome(operations, { operation, path = {}, query = {}, body }) {
  const run = operations[operation];
  if (typeof run !== 'function') return { result: 'absent' };
  try {
    return { result: 'passed', value: (await run(path, query, body)) ?? null };
  } catch (error) {
    return { result: 'failed', error: `${error?.errorCode ?? ''} ${error?.stack ?? error}` };
  }
}

/** Every item of a collection, over all its pages. */
export async function all(collection) {
  const items = [];
  await (await collection).each((item) => {
    items.push(item);
  });
  return items;
}
