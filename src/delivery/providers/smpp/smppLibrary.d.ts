/** The part of the library `smpp` that is used here, which comes without types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer } from 'node:net';

  namespace smpp {
    interface Pdu {
      readonly command: string;
      readonly command_status: number;
      readonly [field: string]: unknown;
      response(fields?: Readonly<Record<string, unknown>>): Pdu;
    }
    type Fields = Readonly<Record<string, unknown>>;
    type Command = (fields: Fields, answered: (pdu: Pdu) => void) => boolean;
    interface Session extends EventEmitter {
      readonly bind_transmitter: Command;
      readonly bind_transceiver: Command;
      readonly submit_sm: Command;
      readonly deliver_sm: Command;
      readonly enquire_link: Command;
      readonly unbind: Command;
      send(pdu: Pdu): boolean;
      close(): void;
      destroy(): void;
    }
    interface Encoding {
      match(text: string): boolean;
      encode(text: string): Buffer;
      decode(bytes: Buffer): string;
    }
  }

  const smpp: {
    connect(options: Readonly<Record<string, unknown>>): smpp.Session;
    createServer(options: Readonly<Record<string, unknown>>, listener: (session: smpp.Session) => void): NetServer;
    /** `ASCII` is GSM 03.38, one septet to the byte. */
    readonly encodings: { readonly ASCII: smpp.Encoding; readonly UCS2: smpp.Encoding };
    /** Command statuses by name. */
    readonly errors: Readonly<Record<string, number>>;
  };
  export = smpp;
}
