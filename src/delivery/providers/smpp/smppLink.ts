import { isIP, type LookupFunction } from 'node:net';
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers';
import type smpp from 'smpp';
import type { Library } from './library.ts';

/** A carrier's gateway and how to get in. */
export interface Gateway {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Finds the addresses that may be reached. */
  readonly lookup: LookupFunction;
  readonly ca?: string;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  /** Bind for receiving too, since receipts come over the same connection. */
  readonly receive: boolean;
}

/** One bound connection; many messages may be under way on it. */
export interface Link {
  /** The answer to a `submit_sm`; rejects when the connection is lost before it comes. */
  submit(fields: smpp.Fields): Promise<smpp.Pdu>;
  /** Takes each `deliver_sm`. */
  onDeliver: (pdu: smpp.Pdu) => void;
  /** Unbinds. */
  close(): Promise<void>;
}

/** The gateway refused the bind, with this command status. */
export class BindRefused extends Error {
  override readonly name = 'BindRefused';
  readonly status: number;
  constructor(status: number) {
    super(`command status ${status}`);
    this.status = status;
  }
}

const BIND_MS = 10_000;
/**
 * Milliseconds between two `enquire_link`; a connection that leaves one unanswered until the next is dead (SMPP 3.4
 * section 4.11).
 */
const ENQUIRE_MS = 30_000;
const GOODBYE_MS = 1_000;
const VERSION = 0x34;

/** A link that is being made. */
export interface Opening {
  readonly opened: Promise<Link>;
  /** Says good-bye, or when it is not yet bound gives up. */
  close(): Promise<void>;
}

/** Connects and binds. `lost` is called once the connection is gone, for whatever reason. */
export function openLink(library: Library, gateway: Gateway, lost: () => void): Opening {
  const { host, port, tls, lookup, ca, systemId, password, systemType, receive } = gateway;
  const { promise, resolve, reject } = Promise.withResolvers<Link>();
  const session = library.connect({
    host,
    port,
    tls,
    lookup,
    ...(tls && isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
  });
  const waiting = new Set<(error: Error) => void>();
  let enquiring: NodeJS.Timeout | undefined;
  const binding = setTimeout(() => fail(Object.assign(new Error('bind'), { code: 'ETIMEDOUT' })), BIND_MS);
  const fail = (error: Error): void => {
    clearTimeout(binding);
    clearInterval(enquiring);
    reject(error);
    for (const give of waiting) give(error);
    waiting.clear();
    session.destroy();
    lost();
  };
  session.on('error', fail);
  session.on('close', () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  session.on('enquire_link', (pdu: smpp.Pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu: smpp.Pdu) => {
    session.send(pdu.response());
    session.close();
  });

  const link: Link = {
    onDeliver: () => {},
    submit: (fields) =>
      new Promise((answered, failed) => {
        waiting.add(failed);
        const sent = session.submit_sm(fields, (pdu) => {
          waiting.delete(failed);
          answered(pdu);
        });
        if (!sent) failed(Object.assign(new Error('not writable'), { code: 'EPIPE' }));
      }),
    close: () =>
      new Promise((closed) => {
        const giveUp = setTimeout(() => session.destroy(), GOODBYE_MS);
        session.once('close', () => {
          clearTimeout(giveUp);
          closed();
        });
        if (!session.unbind({}, () => session.close())) session.destroy();
      }),
  };

  session.on('deliver_sm', (pdu: smpp.Pdu) => {
    session.send(pdu.response());
    link.onDeliver(pdu);
  });
  session.on(tls ? 'secureConnect' : 'connect', () => {
    const fields = { system_id: systemId, password, system_type: systemType, interface_version: VERSION };
    session[receive ? 'bind_transceiver' : 'bind_transmitter'](fields, ({ command_status }) => {
      if (command_status !== 0) return fail(new BindRefused(command_status));
      clearTimeout(binding);
      enquiring = keepAlive(session, fail);
      resolve(link);
    });
  });
  let isBound = false;
  promise.then(
    () => {
      isBound = true;
    },
    () => {},
  );
  return {
    opened: promise,
    close: async () => {
      if (isBound) await link.close();
      else fail(Object.assign(new Error('cancelled'), { code: 'ECANCELED' }));
    },
  };
}

function keepAlive(session: smpp.Session, fail: (error: Error) => void): NodeJS.Timeout {
  let answered = true;
  const timer = setInterval(() => {
    if (!answered) return fail(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' }));
    answered = false;
    session.enquire_link({}, () => {
      answered = true;
    });
  }, ENQUIRE_MS);
  return timer.unref();
}
