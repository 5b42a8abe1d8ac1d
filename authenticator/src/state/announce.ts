/** Receives the text that a screen reader says next; `Announcer` sets it. */
let listener: (text: string) => void = () => {};

/** Says something to those who do not see the screen. */
export const announce = (text: string): void => listener(text);

/** Hears what is announced, until the next one does. */
export function onAnnounce(heard: (text: string) => void): void {
  listener = heard;
}
