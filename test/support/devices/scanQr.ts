import jsqr from 'jsqr';
import { PNG } from 'pngjs';

// The package is CommonJS whose types say otherwise.
const read = ((jsqr as unknown as { default?: unknown }).default ?? jsqr) as typeof jsqr.default;

/** Reads a picture of a QR code, as a camera does. */
export function scanQr(png: Uint8Array): string {
  const { data, width, height } = PNG.sync.read(Buffer.from(png));
  const found = read(new Uint8ClampedArray(data), width, height);
  if (!found) throw new Error('there is no QR code in the picture');
  return found.data;
}
