import { writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';

const [WIDTH, HEIGHT, FRAMES] = [640, 480, 5] as const;
/** Colours around the picture, in the planes a camera has (ITU-R BT.601). */
const [GRAY, NO_COLOR] = [150, 128] as const;

/**
 * Writes what a camera sees that is held in front of a picture: a film in YUV4MPEG2, which Chromium plays in place of
 * a camera (`--use-file-for-fake-video-capture`).
 */
export function filmOf(png: Uint8Array, file: string): void {
  const picture = PNG.sync.read(Buffer.from(png));
  const scale = Math.min(1, (HEIGHT * 0.8) / picture.height);
  const [width, height] = [Math.floor(picture.width * scale), Math.floor(picture.height * scale)];
  const [left, top] = [(WIDTH - width) >> 1, (HEIGHT - height) >> 1];
  const luma = Buffer.alloc(WIDTH * HEIGHT, GRAY);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sourceX, sourceY] = [Math.floor(x / scale), Math.floor(y / scale)];
      const red = picture.data[(sourceY * picture.width + sourceX) * 4] ?? 0;
      luma[(top + y) * WIDTH + left + x] = 16 + Math.round((red * 219) / 255);
    }
  }
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, NO_COLOR);
  const frame = [Buffer.from('FRAME\n'), luma, chroma];
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(file, Buffer.concat([header, ...Array.from({ length: FRAMES }, () => frame).flat()]));
}
