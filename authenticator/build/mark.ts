/** The app's mark: two circles that overlap, two factors that count together. In a square of 1 by 1. */
export const mark = {
  ground: '#0d3b3a',
  left: '#58c7b3',
  right: '#f3b562',
  both: '#fff7ea',
  radius: 0.225,
  /** Distance of the two centres from the middle. */
  offset: 0.115,
} as const;

/** The mark as SVG; `corner` rounds the ground, 0 leaves the square for systems that cut their own form. */
export function markSvg(corner = 0.22): string {
  const { ground, left, right, both, radius, offset } = mark;
  const size = (part: number): number => Math.round(part * 5120) / 10;
  const [a, b, r, middle] = [size(0.5 - offset), size(0.5 + offset), size(radius), size(0.5)];
  // The lens the two have in common: from its upper corner to its lower one and back.
  const half = size(Math.sqrt(radius ** 2 - offset ** 2));
  const lens = `M${middle} ${middle - half}A${r} ${r} 0 0 1 ${middle} ${middle + half}A${r} ${r} 0 0 1 ${middle} ${middle - half}z`;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">',
    `<rect width="512" height="512" rx="${size(corner)}" fill="${ground}"/>`,
    `<circle cx="${a}" cy="${middle}" r="${r}" fill="${left}"/>`,
    `<circle cx="${b}" cy="${middle}" r="${r}" fill="${right}"/>`,
    `<path d="${lens}" fill="${both}"/>`,
    '</svg>',
  ].join('');
}
