import { PNG } from 'pngjs';
import { mark } from './mark.ts';

interface Shape {
  /** Radius of the ground's corners; 0 fills the whole square. */
  readonly corner: number;
  /** Scale of the mark: smaller where systems may cut the icon down to a circle. */
  readonly scale: number;
}

/** The mark as a PNG: computed point by point, so that no picture lies in the repository and none is drawn by hand. */
export function iconPng(size: number, { corner, scale }: Shape): Uint8Array {
  const png = new PNG({ width: size, height: size });
  const offset = mark.offset * scale;
  const radius = mark.radius * scale;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [u, v] = [(x + 0.5) / size - 0.5, (y + 0.5) / size - 0.5];
      const left = covered(Math.hypot(u + offset, v) - radius, size);
      const right = covered(Math.hypot(u - offset, v) - radius, size);
      let color = rgb(mark.ground);
      color = mixed(color, rgb(mark.left), left);
      color = mixed(color, rgb(mark.right), right);
      color = mixed(color, rgb(mark.both), Math.min(left, right));
      const alpha = corner === 0 ? 1 : covered(roundedSquare(u, v, corner), size);
      png.data.set([...color.map(Math.round), Math.round(alpha * 255)], (y * size + x) * 4);
    }
  }
  return PNG.sync.write(png, { deflateLevel: 9 });
}

type Rgb = readonly [number, number, number];

/** The share of a point that lies within an edge `distance` away, which is negative inside. */
const covered = (distance: number, size: number): number => Math.min(1, Math.max(0, 0.5 - distance * size));

function roundedSquare(u: number, v: number, corner: number): number {
  const [a, b] = [Math.abs(u) - 0.5 + corner, Math.abs(v) - 0.5 + corner];
  return Math.min(Math.max(a, b), 0) + Math.hypot(Math.max(a, 0), Math.max(b, 0)) - corner;
}

const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;

const mixed = (under: Rgb, over: Rgb, part: number): Rgb =>
  under.map((channel, index) => channel + ((over[index] as number) - channel) * part) as unknown as Rgb;
