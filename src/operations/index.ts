import type { OperationId } from '../contract/index.ts';
import { activateFactor } from './activateFactor.ts';
import { changePassword } from './changePassword.ts';
import { createUser } from './createUser.ts';
import { deleteUser } from './deleteUser.ts';
import { enrollFactor } from './enrollFactor.ts';
import { expirePassword, expirePasswordWithTempPassword } from './expirePassword.ts';
import { getUser } from './getUser.ts';
import { listUsers } from './listUsers.ts';
import { getFactor, listFactors, listSecurityQuestions, listSupportedFactors } from './readFactors.ts';
import { changeRecoveryQuestion, forgotPassword, forgotPasswordSetNewPassword } from './recoveryQuestion.ts';
import { resendFactor } from './resendFactor.ts';
import { resetFactors } from './resetFactors.ts';
import type { Handler } from './services.ts';
import { unenrollFactor } from './unenrollFactor.ts';
import { replaceUser, updateUser } from './updateUser.ts';
import {
  activateUser,
  deactivateUser,
  reactivateUser,
  resetPassword,
  suspendUser,
  unlockUser,
  unsuspendUser,
} from './userLifecycle.ts';
import { verifyFactor } from './verifyFactor.ts';

/** What runs for each operation. An operation without a handler does not compile. */
export const handlers: { readonly [Id in OperationId]: Handler<Id> } = {
  listUsers,
  createUser,
  getUser,
  updateUser,
  replaceUser,
  deleteUser,
  activateUser,
  reactivateUser,
  deactivateUser,
  suspendUser,
  unsuspendUser,
  unlockUser,
  resetPassword,
  expirePassword,
  expirePasswordWithTempPassword,
  resetFactors,
  changePassword,
  changeRecoveryQuestion,
  forgotPassword,
  forgotPasswordSetNewPassword,
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
