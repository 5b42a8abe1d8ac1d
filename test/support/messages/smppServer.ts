import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import smpp from 'smpp';
import type { Certificate } from '../certificate.ts';

export interface SmppServer {
  readonly port: number;
  /** All `submit_sm` so far. */
  readonly submitted: smpp.Pdu[];
  /** Number of sessions that have said good-bye (unbind). */
  readonly unbound: () => number;
  /** Those who have bound, and how. */
  readonly bound: { readonly session: smpp.Session; readonly how: string }[];
}

/** The answer of a carrier's gateway: a status, or nothing at all. */
export interface SmppRule {
  readonly bind?: number;
  readonly submit?: (pdu: smpp.Pdu) => number | 'silence' | 'hang up';
  readonly tls?: Certificate;
}

/** A real SMPP server that lets `carrier` with the password `smpp-pw1` in. */
export async function smppServer(t: TestContext, rule: SmppRule = {}): Promise<SmppServer> {
  const submitted: smpp.Pdu[] = [];
  const bound: SmppServer['bound'] = [];
  let unbound = 0;
  const sessions = new Set<smpp.Session>();
  const { ESME_RINVPASWD = 0x0e } = smpp.errors;
  const server = smpp.createServer({ ...rule.tls }, (session) => {
    sessions.add(session);
    session.on('error', () => {});
    session.on('close', () => sessions.delete(session));
    for (const how of ['bind_transmitter', 'bind_transceiver']) {
      session.on(how, (pdu: smpp.Pdu) => {
        const welcome = pdu.system_id === 'carrier' && pdu.password === 'smpp-pw1' ? (rule.bind ?? 0) : ESME_RINVPASWD;
        session.send(pdu.response({ command_status: welcome, system_id: 'gateway' }));
        if (welcome === 0) bound.push({ session, how });
      });
    }
    session.on('enquire_link', (pdu: smpp.Pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu: smpp.Pdu) => {
      unbound += 1;
      session.send(pdu.response());
      session.close();
    });
    session.on('submit_sm', (pdu: smpp.Pdu) => {
      submitted.push(pdu);
      const command_status = rule.submit?.(pdu) ?? 0;
      if (command_status === 'hang up') session.destroy();
      else if (command_status !== 'silence') {
        session.send(pdu.response({ command_status, message_id: `0A${submitted.length}` }));
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, submitted, bound, unbound: () => unbound };
}
