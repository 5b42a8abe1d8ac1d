import { generate } from 'lean-qr';
import { toPngBuffer } from 'lean-qr/extras/node_export';

/** A text as a QR code: a PNG with the quiet zone of four modules that ISO/IEC 18004 wants, black on white. */
export function qrImage(text: string): Buffer {
  return Buffer.from(toPngBuffer(generate(text), { on: [0, 0, 0, 255], off: [255, 255, 255, 255], pad: 4, scale: 6 }));
}
