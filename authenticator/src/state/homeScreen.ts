/**
 * Whether this is a page in the browser of an iPhone or iPad: Web Push is only for apps on the home screen there, what
 * pages keep is deleted after a week without them, and an app on the home screen does not see it.
 */
export function onlyOnHomeScreen(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  // iPads say that they are Macs, of which none has a touch screen.
  const apple = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  return apple && !matchMedia('(display-mode: standalone)').matches;
}
