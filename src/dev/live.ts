import type { ServerResponse } from 'node:http';
import { clearInterval, setInterval } from 'node:timers';
import type { FastifyInstance } from 'fastify';
import type { DevClock } from './clock.ts';
import type { Devices } from './devices/devices.ts';
import type { Inbox } from './inbox.ts';

interface Parts {
  readonly inbox: Inbox;
  readonly clock: DevClock;
  readonly devices: Devices;
}

/** Codes of simulated devices, and the clock, change without anybody's doing. */
const TICK_MS = 1_000;

/**
 * `GET /dev/events`: everything that the page of development mode shows, as server-sent events. `clock` comes each second,
 * `messages` has the new ones, oldest first, `cleared` says that there are none any more, `devices` has all of them,
 * `changed` tells that some call has changed something.
 */
export function addLive(app: FastifyInstance, dev: FastifyInstance, { inbox, clock, devices }: Parts): void {
  const streams = new Map<ServerResponse, () => void>();
  dev.addHook('preClose', async () => {
    for (const stream of streams.keys()) stream.end();
  });
  app.addHook('onResponse', async ({ method }) => {
    if (method !== 'GET') for (const changed of streams.values()) changed();
  });
  dev.get('/dev/events', (_request, reply) => {
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // nginx would hold events back.
      'x-accel-buffering': 'no',
    });
    const say = (event: string, data: unknown) => stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    let last = 0;
    let known = '';
    const look = () => {
      say('clock', clock.now().toString());
      const messages = inbox.list({});
      const fresh = messages.filter(({ id }) => id > last);
      if (messages.length === 0 && last > 0) say('cleared', null);
      if (fresh.length > 0) say('messages', fresh);
      last = messages.at(-1)?.id ?? 0;
      const now = JSON.stringify(devices.list());
      if (now !== known) say('devices', devices.list());
      known = now;
    };
    const changed = () => say('changed', null);
    streams.set(stream, changed);
    const timer = setInterval(look, TICK_MS);
    const unheard = inbox.onChange(look);
    stream.once('close', () => {
      streams.delete(stream);
      clearInterval(timer);
      unheard();
    });
    look();
  });
}
