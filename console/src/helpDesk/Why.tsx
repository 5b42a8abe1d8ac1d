import { Input, Label, TextField } from 'react-aria-components';
import { useWords } from '../texts/TextsContext.tsx';

interface Props {
  readonly reason: string;
  readonly setReason: (reason: string) => void;
  readonly ticket: string;
  readonly setTicket: (ticket: string) => void;
  readonly isReasonWanted: boolean;
}

/** The reason and the ticket, which go into the log. */
export function Why({ reason, setReason, ticket, setTicket, isReasonWanted }: Props) {
  const { t } = useWords();
  return (
    <section className="why">
      <TextField className="field" value={reason} onChange={setReason} isRequired={isReasonWanted}>
        <Label>{t(isReasonWanted ? 'why.reasonWanted' : 'why.reason')}</Label>
        <Input maxLength={500} />
      </TextField>
      <TextField className="field" value={ticket} onChange={setTicket}>
        <Label>{t('why.ticket')}</Label>
        <Input maxLength={100} />
      </TextField>
    </section>
  );
}
