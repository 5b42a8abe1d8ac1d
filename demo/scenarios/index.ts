import type { Scenario } from '../support/demo.ts';
import { curlWalkThrough } from './curlWalkThrough.ts';
import { phoneChange } from './phoneChange.ts';
import { racingDeletes } from './racingDeletes.ts';
import { resend } from './resend.ts';
import { sdkWalkThrough } from './sdkWalkThrough.ts';
import { stuckFactor } from './stuckFactor.ts';
import { verify } from './verify.ts';

/** Every scenario, in the order it is told. */
export const scenarios: readonly Scenario[] = [
  curlWalkThrough,
  sdkWalkThrough,
  phoneChange,
  resend,
  stuckFactor,
  racingDeletes,
  verify,
];
