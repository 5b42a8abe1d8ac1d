import { useWords } from '../texts/TextsContext.tsx';
import { Status } from './Status.tsx';

/** Whether something is in use. */
export function OnOff({ status }: { readonly status: 'ACTIVE' | 'INACTIVE' }) {
  const { t } = useWords();
  return <Status tone={status === 'ACTIVE' ? 'good' : 'off'}>{t(`on.${status}`)}</Status>;
}
