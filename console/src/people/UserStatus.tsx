import type { User } from '@cofactor/client';
import { useWords } from '../texts/TextsContext.tsx';
import { Status, type Tone } from '../ui/Status.tsx';

const tones: Readonly<Record<User['status'], Tone>> = {
  STAGED: 'waiting',
  PROVISIONED: 'waiting',
  ACTIVE: 'good',
  RECOVERY: 'waiting',
  PASSWORD_EXPIRED: 'waiting',
  LOCKED_OUT: 'bad',
  SUSPENDED: 'bad',
  DEPROVISIONED: 'off',
};

/** The status of a person in a word. */
export function UserStatus({ status }: Pick<User, 'status'>) {
  const { t } = useWords();
  return <Status tone={tones[status]}>{t(`status.${status}`)}</Status>;
}
