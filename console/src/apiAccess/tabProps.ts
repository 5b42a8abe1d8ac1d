/** The search that each part of Settings > API is given. */
export interface TabProps {
  /** The words that are looked for. */
  readonly q: string;
  readonly look: (words: string) => void;
}
