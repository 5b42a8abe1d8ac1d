/** The part of the Shape Detection API that is used here; few browsers have it, and TypeScript does not. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

declare global {
  interface Window {
    BarcodeDetector?: { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };
  }
}

type Read = (video: HTMLVideoElement) => Promise<string | undefined>;

const EVERY_MS = 150;

/** Shows what the camera sees and hands over the text of each new QR code, until the signal ends it. */
export async function scan(video: HTMLVideoElement, found: (text: string) => void, signal: AbortSignal): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (signal.aborted) return stop();
  signal.addEventListener('abort', stop, { once: true });
  video.srcObject = stream;
  await video.play();
  const read = await reader();
  let last: string | undefined;
  while (!signal.aborted) {
    const text = await read(video);
    if (text !== undefined && text !== last && !signal.aborted) found(text);
    last = text ?? last;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

/** Why there is no picture, in words that help. */
export function cameraProblem(error: unknown): string {
  const { name } = error as Error;
  if (name === 'NotAllowedError') return 'The camera is not allowed here. Allow it in the settings of your browser.';
  if (name === 'NotFoundError') return 'There is no camera on this device.';
  return 'The camera cannot be used now. Another program may have it.';
}

/** The browser's own reader, else the one that comes with the app, which is loaded only now. */
async function reader(): Promise<Read> {
  const { BarcodeDetector } = window;
  if (BarcodeDetector && (await BarcodeDetector.getSupportedFormats()).includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue;
  }
  const { readQr } = await import('./qr.ts');
  const canvas = document.createElement('canvas');
  return async (video) => readQr(video, canvas);
}
