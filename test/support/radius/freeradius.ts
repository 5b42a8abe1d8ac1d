import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from '../certificate.ts';
import { freeTcpPort } from './freeTcpPort.ts';
import { freeUdpPort } from './freeUdpPort.ts';

const PROGRAM = '/usr/sbin/freeradius';

/** Whether Debian's package `freeradius` is installed. */
export const hasFreeradius = (): Promise<boolean> =>
  access(PROGRAM).then(
    () => true,
    () => false,
  );

/** The certificates of a server over TLS, in PEM: its own, and the authority of clients. */
export interface ServerTls extends Certificate {
  readonly authority: string;
}

/** A FreeRADIUS server that runs. */
export interface Freeradius {
  readonly port: number;
  readonly secret: string;
  close(): Promise<void>;
}

/**
 * Starts FreeRADIUS on a loopback port. It demands Message-Authenticator of requests. `alice` is let in with 111111;
 * `challenged` is asked for the next tokencode, and `renewed` for a new PIN, and each is let in with 222222 and the State of
 * that question. With certificates it listens for TLS instead, and wants one of every client.
 */
export async function freeradius(secret: string, tls?: ServerTls): Promise<Freeradius> {
  const folder = await mkdtemp(join(tmpdir(), 'cofactor-freeradius-'));
  const port = await (tls ? freeTcpPort() : freeUdpPort());
  await writeFile(join(folder, 'radiusd.conf'), config(folder, port, secret, tls !== undefined), { mode: 0o600 });
  for (const [name, pem] of Object.entries(tls ?? {}))
    await writeFile(join(folder, `${name}.pem`), pem, { mode: 0o600 });
  const server = spawn(PROGRAM, ['-f', '-l', 'stdout', '-xx', '-d', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  // Where the process is told to end, it takes the server along.
  const kill = () => server.kill();
  process.once('exit', kill);
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (bytes: Buffer) => {
      said += bytes;
      if (said.includes('Ready to process requests')) resolve();
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.once('exit', () => reject(new Error(`freeradius ended: ${said.slice(-2_000)}`)));
  });
  return {
    port,
    secret,
    async close() {
      process.off('exit', kill);
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

const question = (state: string, message: string) => `
      update control {
        Response-Packet-Type := Access-Challenge
      }
      update reply {
        State := ${state}
        Reply-Message := "${message}"
        Message-Authenticator := 0x00
      }
      handled`;

const user = (name: string, state: string, message: string) => `
    if (&User-Name == "${name}" && !&State) {${question(state, message)}
    }
    elsif (&User-Name == "${name}" && &State == ${state} && &User-Password == "222222") {
      update control {
        Auth-Type := Accept
      }
    }`;

const tlsOf = (folder: string): string => `
    proto = tcp
    clients = radsec
    tls {
      private_key_file = ${folder}/key.pem
      certificate_file = ${folder}/cert.pem
      ca_file = ${folder}/authority.pem
      require_client_cert = yes
      tls_min_version = "1.2"
    }`;

const config = (folder: string, port: number, secret: string, isTls: boolean): string => `
raddbdir = ${folder}
logdir = ${folder}
run_dir = ${folder}
pidfile = ${folder}/pid
libdir = /usr/lib/freeradius
log {
  destination = stdout
}
security {
  reject_delay = 0
}
thread pool {
}
modules {
  always handled {
    rcode = handled
  }
}
${isTls ? 'clients radsec {' : ''}
client local {
  ipaddr = 127.0.0.1
  proto = ${isTls ? 'tls' : 'udp'}
  secret = "${secret}"
  require_message_authenticator = yes
}
${isTls ? '}' : ''}
server default {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = ${port}${isTls ? tlsOf(folder) : ''}
  }
  authorize {${user('challenged', '0x6e657874', 'Wait for token to change, then enter the new tokencode:')}${user('renewed', '0x6e6577', 'Enter a new PIN having from 4 to 8 digits:')}
    if (&User-Name == "alice" && &User-Password == "111111") {
      update control {
        Auth-Type := Accept
      }
    }
  }
  post-auth {
    update reply {
      Message-Authenticator := 0x00
    }
    Post-Auth-Type REJECT {
      update reply {
        Message-Authenticator := 0x00
      }
    }
  }
}
`;
