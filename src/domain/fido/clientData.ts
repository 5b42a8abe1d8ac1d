/** A browser's statement about the page it signed for: CollectedClientData of WebAuthn section 5.8.1, or U2F's. */
export interface ClientData {
  /** `type`, or `typ` as U2F has it. */
  readonly type: string;
  readonly challenge: string;
  readonly origin: string;
  /** The page was a frame in a page of another origin. */
  readonly crossOrigin: boolean;
}

/** Reads client data; undefined when it is none. Members nobody knows are ignored, as the standard demands. */
export function readClientData(bytes: Uint8Array): ClientData | undefined {
  const value = parse(bytes);
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, typ, challenge, origin, crossOrigin, topOrigin } = value as Readonly<Record<string, unknown>>;
  const kind = type ?? typ;
  if (typeof kind !== 'string' || typeof challenge !== 'string' || typeof origin !== 'string') return undefined;
  // A browser sets topOrigin only in a foreign frame: its presence says as much as the flag.
  return { type: kind, challenge, origin, crossOrigin: Boolean(crossOrigin) || topOrigin !== undefined };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
