import type { Factor } from '@cofactor/client';
import { CheckboxGroup, Label, Radio, RadioGroup } from 'react-aria-components';
import { useWords } from '../texts/TextsContext.tsx';
import { Tick } from '../ui/Tick.tsx';
import { detailOf, kindName } from './factorText.ts';

interface Props {
  readonly factors: readonly Factor[];
  readonly all: boolean;
  readonly setAll: (all: boolean) => void;
  readonly chosen: ReadonlySet<string>;
  readonly setChosen: (chosen: ReadonlySet<string>) => void;
}

/** All factors of a person, or some of them. */
export function FactorChoice({ factors, all, setAll, chosen, setChosen }: Props) {
  const { t } = useWords();
  return (
    <>
      <RadioGroup className="choice" value={all ? 'all' : 'chosen'} onChange={(value) => setAll(value === 'all')}>
        <Label>{t('reset.which')}</Label>
        <Radio className="radio" value="all">
          <span className="dot" />
          {t('reset.all')}
        </Radio>
        <Radio className="radio" value="chosen">
          <span className="dot" />
          {t('reset.chosen')}
        </Radio>
      </RadioGroup>
      {!all && (
        <CheckboxGroup className="choice" value={[...chosen]} onChange={(ids) => setChosen(new Set(ids))}>
          <Label>{t('reset.choose')}</Label>
          {factors.map((factor) => (
            <Tick key={factor.id} value={factor.id}>
              {[kindName(t, factor.factorType), detailOf(factor), t(`factors.${factor.status}`)]
                .filter((part) => part !== undefined)
                .join(' · ')}
            </Tick>
          ))}
        </CheckboxGroup>
      )}
    </>
  );
}
