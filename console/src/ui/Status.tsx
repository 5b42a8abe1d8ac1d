/** The look of a status: by shape and word, and by color besides. */
export type Tone = 'good' | 'waiting' | 'bad' | 'off';

/** A status in a word, with a shape before it that tells it apart without color. */
export function Status({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <span className={`status ${tone}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {tone === 'good' && <circle cx="6" cy="6" r="5" />}
        {tone === 'waiting' && <path d="M6 1 11 11H1z" />}
        {tone === 'bad' && <path d="M1 1h10v10H1z" />}
        {tone === 'off' && <circle cx="6" cy="6" r="4" className="hollow" />}
      </svg>
      {children}
    </span>
  );
}
