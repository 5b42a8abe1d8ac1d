import type { TSchema } from 'typebox';

/** The kinds of devices there are to simulate. */
export type DeviceType = 'phone' | 'webauthn' | 'u2f' | 'yubikey';

/** Something to do with a device: what the request must be, and what comes of it. */
interface Action {
  readonly body: TSchema;
  run(body: never): unknown;
}

/** A device as the registry and its routes see it. */
export interface Device {
  readonly id: string;
  readonly type: DeviceType;
  /** The device's visible state besides its id and type. */
  show(): object;
  readonly actions: Readonly<Record<string, Action>>;
  /** Changes how it behaves. */
  readonly change?: Action;
  /** Tells the device that there may be a question for its key `kid`. */
  prompted?(kid: string): void;
  /** It is thrown away: it says so to whom it has been enrolled with. */
  remove?(): Promise<void>;
  /** The service has forgotten everything: it stops, and talks to nobody. */
  stop?(): void;
}

/** The world around a device. It reaches the service as anybody does, over HTTP. */
export interface DeviceWorld {
  readonly ask: Ask;
  /** Done when nothing is being asked. */
  readonly idle: () => Promise<unknown>;
  /** The public URL of the service, without a slash at its end. */
  readonly base: () => string;
  /** The API token, for what a developer could do as well. */
  readonly token: string;
  readonly now: () => Temporal.Instant;
  readonly random: (bytes: number) => Uint8Array;
  readonly newId: (prefix: string) => string;
  /** The text in the QR code at an address that the service gave. */
  readonly scan: (href: string) => Promise<string>;
  /** Reports a fault that no caller waits for. */
  readonly onError: (error: unknown) => void;
}

/** Asks the service; gives what was answered, whatever it is. */
export type Ask = (request: {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly authorization?: string;
  readonly body?: object;
}) => Promise<Answer>;

/** An answer of the service. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}
