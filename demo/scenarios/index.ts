import type { Scenario } from '../support/demo.ts';
import { callFactor } from './callFactor.ts';
import { curlWalkThrough } from './curlWalkThrough.ts';
import { duoFactor } from './duoFactor.ts';
import { emailFactor } from './emailFactor.ts';
import { hotpFactor } from './hotpFactor.ts';
import { phoneChange } from './phoneChange.ts';
import { pushFactor } from './pushFactor.ts';
import { questionFactor } from './questionFactor.ts';
import { racingDeletes } from './racingDeletes.ts';
import { resend } from './resend.ts';
import { rsaFactor } from './rsaFactor.ts';
import { sdkWalkThrough } from './sdkWalkThrough.ts';
import { stuckFactor } from './stuckFactor.ts';
import { symantecFactor } from './symantecFactor.ts';
import { totpFactors } from './totpFactors.ts';
import { u2fFactor } from './u2fFactor.ts';
import { verify } from './verify.ts';
import { webauthnFactor } from './webauthnFactor.ts';
import { wishes } from './wishes.ts';
import { yubikeyFactor } from './yubikeyFactor.ts';

/** Every scenario, in the order it is told. */
export const scenarios: readonly Scenario[] = [
  curlWalkThrough,
  sdkWalkThrough,
  phoneChange,
  resend,
  stuckFactor,
  racingDeletes,
  verify,
  wishes,
  callFactor,
  emailFactor,
  totpFactors,
  pushFactor,
  hotpFactor,
  questionFactor,
  yubikeyFactor,
  webauthnFactor,
  u2fFactor,
  rsaFactor,
  symantecFactor,
  duoFactor,
];
