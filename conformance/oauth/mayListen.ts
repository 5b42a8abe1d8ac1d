import { once } from 'node:events';
import { createServer } from 'node:net';

/** Tells whether this process may listen on a port of this machine, and nobody else does. */
export async function mayListen(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
