import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** `network`: it may talk to this machine and nothing else. */
const config = (port: number) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main), (name = "here", network = (allow = ["local"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);
const main :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2026-01-01",
  globalOutbound = "here"
);
`;

/** Starts Cloudflare's workerd with `worker.js` of a folder, asks it once, and gives its answer. */
export async function askWorkerd(binary: string, folder: string, query: string): Promise<string> {
  const port = await freePort();
  writeFileSync(join(folder, 'workerd.capnp'), config(port));
  const workerd = spawn(binary, ['serve', join(folder, 'workerd.capnp')], { stdio: ['ignore', 'inherit', 'inherit'] });
  try {
    for (let tries = 0; ; tries++) {
      const response = await fetch(`http://127.0.0.1:${port}/?${query}`).catch((error) => {
        if (tries === 100 || workerd.exitCode !== null) throw error;
      });
      if (response) return await response.text();
      await sleep(100);
    }
  } finally {
    workerd.kill();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
