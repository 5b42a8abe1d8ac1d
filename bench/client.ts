import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildClient } from '../scripts/buildClient.ts';
import { bundle } from '../scripts/client/bundle.ts';
import { clientSizes } from '../scripts/client/size.ts';
import { markdown, median } from './report.ts';

/** The client's size, and the time a new process takes to use it: the figures that count on AWS Lambda and the like. */
export async function clientReport(folder: string, times: number): Promise<string> {
  const sizes = [...(await clientSizes())].map(([name, { minified, gzipped }]) => [name, minified, gzipped]);
  const starts = [...(await coldStarts(folder, times))].map(([name, ms]) => [
    name,
    median(ms).toFixed(1),
    Math.min(...ms).toFixed(1),
  ]);
  return [
    markdown([['@cofactor/client', 'bytes minified', 'gzipped'], ...sizes]),
    markdown([[`a new process of Node.js, ${times} times`, 'median ms', 'fastest'], ...starts]),
  ].join('\n\n');
}

/** Milliseconds from the start of a process to its first request, and to the end of one that does nothing. */
async function coldStarts(folder: string, times: number): Promise<ReadonlyMap<string, readonly number[]>> {
  let hear = () => {};
  const server = createServer((_, response) => {
    hear();
    response.setHeader('content-type', 'application/json').end('[]');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const programs = await writePrograms(folder, url);
  const taken = new Map([...programs.keys()].map((name): [string, number[]] => [name, []]));
  // The first round only brings the files into memory.
  for (let round = -1; round < times; round++) {
    for (const [name, file] of programs) {
      const request = Promise.withResolvers<void>();
      hear = request.resolve;
      const began = performance.now();
      const exited = once(spawn(process.execPath, [file], { stdio: ['ignore', 'inherit', 'inherit'] }), 'exit');
      await Promise.race([request.promise, exited]);
      const ms = performance.now() - began;
      await exited;
      if (round >= 0) taken.get(name)?.push(ms);
    }
  }
  server.close();
  return taken;
}

/** From nothing to the whole client, so that each can be told from the one before. */
async function writePrograms(folder: string, url: string): Promise<ReadonlyMap<string, string>> {
  const dist = join(folder, 'client');
  mkdirSync(folder, { recursive: true });
  await buildClient(dist);
  const minified = await bundle("export { createClient } from './index.ts'; export * from './flows.ts';");
  writeFileSync(join(folder, 'client.min.mjs'), minified);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const call = `await createClient({ url: '${url}', token: 't' }).listFactors({ userId: 'u' });`;
  const texts = {
    'does nothing, to its end': '',
    'to the first request of a bare fetch': `await (await fetch('${url}')).json();`,
    'to the first request of the client, as published': `import { createClient } from '${dist}/index.js'; import '${dist}/flows.js'; ${call}`,
    'to the first request of the client, in one minified file': `import { createClient } from './client.min.mjs'; ${call}`,
  };
  return new Map(
    Object.entries(texts).map(([name, text], n) => {
      const file = join(folder, `start${n}.mjs`);
      writeFileSync(file, text);
      return [name, file];
    }),
  );
}
