import type { Factor } from '@cofactor/client';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { detailOf, kindName } from '../person/factorText.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { provingFactors } from './requests.ts';

/** The value of the choice that is no factor's. */
export const COLLEAGUE = 'colleague';

interface Props {
  readonly factors: readonly Factor[];
  /** The id of a factor, or `COLLEAGUE`. */
  readonly approver: string;
  readonly setApprover: (approver: string) => void;
}

/** Asks who vouches for the caller: the user by a factor that still works, the best first, or a colleague. */
export function ApproverChoice({ factors, approver, setApprover }: Props) {
  const { t } = useWords();
  return (
    <RadioGroup className="choice" value={approver} onChange={setApprover}>
      <Label>{t('leave.who')}</Label>
      {provingFactors(factors).map((factor) => (
        <Radio key={factor.id} className="radio" value={factor.id}>
          <span className="dot" />
          {t(factor.factorType === 'push' ? 'leave.byPush' : 'leave.byCode', {
            factor: [kindName(t, factor.factorType), detailOf(factor)].filter(Boolean).join(' '),
          })}
        </Radio>
      ))}
      <Radio className="radio" value={COLLEAGUE}>
        <span className="dot" />
        {t('leave.byColleague')}
      </Radio>
    </RadioGroup>
  );
}
