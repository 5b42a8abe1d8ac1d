import type { Client } from '../clients.ts';
import { prepare } from '../driver/prepare.ts';
import { Program } from '../driver/program.ts';
import { type Reader, readBy } from './reader.ts';
import { Replay } from './replay.ts';

/** An SDK as it is: it makes the call, and gets the reply that it is to read. */
export async function sdkReader(client: Client): Promise<Reader> {
  prepare(client);
  const replay = await Replay.start();
  const service = { url: replay.url, token: 'replay', close: () => replay.close() };
  const program = new Program(client.client, client.toolchain.command(client, service));
  return {
    client: client.client,
    read(call, reply) {
      replay.reply = reply;
      return readBy(program, call);
    },
    agent: () => replay.agent,
    async close() {
      await program.close();
      await replay.close();
    },
  };
}
