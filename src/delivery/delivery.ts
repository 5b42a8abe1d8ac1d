import type { Caller } from '../contract/shared/operation.ts';
import type { Message } from '../domain/messages/message.ts';
import type { MessageOutcome } from '../domain/messages/messageRecord.ts';
import type { Wording } from '../domain/templates/template.ts';
import type { Owner } from '../domain/users/user.ts';

/** A message on its way out, with what templates, routes and hooks may want to know. */
export interface Outgoing {
  /** The id of its record; the same however often it is tried. */
  readonly id: string;
  readonly message: Message;
  /** The template chosen for it, in the language it will be read in. */
  readonly wording: Wording;
  readonly user: Owner;
  /**
   * The number of messages sent to this user on this channel since the last one whose code came back: each further one
   * starts with the next provider (fact 91).
   */
  readonly turn: number;
  readonly at: Temporal.Instant;
  /** The caller who asked for the message. */
  readonly caller: Caller;
  /** It came in through a hook of ours, so it does not go out through one. */
  readonly fromHook?: true;
}

/** Delivery as operations see it: templates, providers and hooks are behind it. Never throws. */
export interface Delivery {
  send(outgoing: Outgoing): Promise<MessageOutcome>;
  /** Forgets messages to a user, where they are kept besides the database; absent where none are. */
  forget?(userId: string): void;
}
