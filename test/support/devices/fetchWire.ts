import type { DeviceWire } from './device.ts';

/** A way for devices to reach a service over HTTP; `now` is what time it takes it to be. */
export const fetchWire = (audience: string, now: () => number): DeviceWire => ({
  audience,
  now,
  async send(method, path, { body, authorization }) {
    const response = await fetch(audience + path, {
      method,
      headers: {
        ...(authorization !== undefined && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.json() };
  },
});
