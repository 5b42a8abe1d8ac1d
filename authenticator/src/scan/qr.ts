import jsqr from 'jsqr';

// The package is CommonJS whose types say otherwise.
const find = ((jsqr as unknown as { default?: unknown }).default ?? jsqr) as typeof jsqr.default;

/** More than this makes it slow and finds nothing more. */
const MAX_WIDTH = 640;

/** The text of a QR code in the picture a video shows. */
export function readQr(video: HTMLVideoElement, canvas: HTMLCanvasElement): string | undefined {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0) return undefined;
  const scale = Math.min(1, MAX_WIDTH / videoWidth);
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  return find(data, width, height, { inversionAttempts: 'dontInvert' })?.data || undefined;
}
