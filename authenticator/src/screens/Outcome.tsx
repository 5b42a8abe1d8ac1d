import { Icon, type IconName } from '../ui/icons.tsx';
import { Modal } from '../ui/Modal.tsx';

/** The ways in which a request can end. */
export type OutcomeName =
  | 'approved'
  | 'denied'
  | 'reported'
  | 'wrongNumber'
  | 'expired'
  | 'answered'
  | 'unsure'
  | 'replaced'
  | 'locked'
  | 'forgotten';

interface OutcomeProps {
  readonly name: OutcomeName;
  readonly organization: string;
  /** Another request waits already. */
  readonly next: boolean;
  readonly close: () => void;
}

/** The end of a request in a sentence, and the next step if there is one. */
export function Outcome({ name, organization, next, close }: OutcomeProps) {
  const { title, icon, tone, text } = outcomes[name];
  return (
    <Modal title={title} className={`request outcome ${tone}`} onCancel={close} before={<Seal icon={icon} />}>
      <p>{text(organization)}</p>
      <button type="button" class="primary wide" onClick={close}>
        {next ? 'Next request' : 'Done'}
      </button>
    </Modal>
  );
}

const Seal = ({ icon }: { readonly icon: IconName }) => (
  <div class="seal">
    <Icon name={icon} />
  </div>
);

interface Words {
  readonly title: string;
  readonly icon: IconName;
  readonly tone: 'good' | 'bad' | 'calm';
  readonly text: (organization: string) => string;
}

const outcomes: Readonly<Record<OutcomeName, Words>> = {
  approved: {
    title: 'Approved',
    icon: 'check',
    tone: 'good',
    text: (organization) => `You are being signed in at ${organization}.`,
  },
  denied: {
    title: 'Denied',
    icon: 'deny',
    tone: 'calm',
    text: () => 'The sign-in was refused. If that was you, start it again when you are ready.',
  },
  reported: {
    title: 'Refused and reported',
    icon: 'flag',
    tone: 'bad',
    text: (organization) =>
      `Somebody may know your password. Change it, and tell ${organization}; that this was not you is in their log now.`,
  },
  wrongNumber: {
    title: 'Not that number',
    icon: 'deny',
    tone: 'bad',
    text: () =>
      'The sign-in was refused, to be safe. If it was you, start it again and pick the number that is shown there.',
  },
  expired: {
    title: 'Too late',
    icon: 'clock',
    tone: 'calm',
    text: () => 'This request has expired. If it was you, start the sign-in again.',
  },
  answered: {
    title: 'No longer waiting',
    icon: 'check',
    tone: 'calm',
    text: () => 'This request was answered on another device of yours, was taken back, or has run out.',
  },
  unsure: {
    title: 'Already answered',
    icon: 'check',
    tone: 'calm',
    text: () => 'Your answer arrived with an earlier try, or this request was answered on another device of yours.',
  },
  replaced: {
    title: 'There is a newer request',
    icon: 'clock',
    tone: 'calm',
    text: () => 'It takes the place of this one. Look at it afresh: it may come from elsewhere.',
  },
  locked: {
    title: 'The account is locked',
    icon: 'alert',
    tone: 'bad',
    text: (organization) => `Your answer did not count. Ask ${organization} why.`,
  },
  forgotten: {
    title: 'This device is not known any more',
    icon: 'alert',
    tone: 'bad',
    text: (organization) => `It was removed at ${organization}, so its answer did not count.`,
  },
};
