import type { OperationId } from '../contract/index.ts';
import { activateFactor } from './activateFactor.ts';
import { enrollFactor } from './enrollFactor.ts';
import { getFactor, listFactors, listSecurityQuestions, listSupportedFactors } from './readFactors.ts';
import { resendFactor } from './resendFactor.ts';
import type { Handler } from './services.ts';
import { unenrollFactor } from './unenrollFactor.ts';
import { verifyFactor } from './verifyFactor.ts';

/** What runs for each operation. An operation without a handler does not compile. */
export const handlers: { readonly [Id in OperationId]: Handler<Id> } = {
  listFactors,
  enrollFactor,
  listSupportedFactors,
  listSecurityQuestions,
  getFactor,
  unenrollFactor,
  activateFactor,
  resendFactor,
  verifyFactor,
};
