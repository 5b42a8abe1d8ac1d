/** A message as a developer sees it: what would have gone to a phone or a mailbox. */
export interface InboxMessage {
  readonly id: number;
  readonly channel: 'sms' | 'call' | 'email';
  readonly to: string;
  readonly extension?: string;
  readonly subject?: string;
  /** The text that would have been written or said. */
  readonly text: string;
  readonly code: string;
  readonly at: string;
  /** The answer of the telephony inline hook, when there is one. */
  readonly hook?: string;
}
