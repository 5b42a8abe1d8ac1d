"""Okta's SDK for Python, version 3: generated, with a pydantic model for every body."""

import asyncio
import inspect
import os
import re

import pydantic
from okta import models
from okta.client import Client
from lines import Absent, answer_lines

if "COFACTOR_CLIENT_ID" in os.environ:
    credentials = {
        "authorizationMode": "PrivateKey",
        "clientId": os.environ["COFACTOR_CLIENT_ID"],
        "kid": os.environ["COFACTOR_KEY_ID"],
        "privateKey": os.environ["COFACTOR_PRIVATE_KEY"],
        "scopes": os.environ["COFACTOR_SCOPES"].split(" "),
        "dpopEnabled": os.environ["COFACTOR_DPOP"] == "true",
    }
else:
    credentials = {"token": os.environ["COFACTOR_TOKEN"]}
client = Client({"orgUrl": os.environ["COFACTOR_URL"], "rateLimit": {"maxRetries": 0}, **credentials})


def answer(base):
    """Version 3's models of an answer have no passCode, answer or clientData: a model with those added to it."""
    def of(body):
        fields = {name: (type(value), ...) for name, value in body.items() if name not in base.model_fields}
        return pydantic.create_model("Answer", __base__=base, **fields)(**body)
    return of


def new_hook(body):
    """Read by `from_dict`, a channel has no authScheme."""
    channel = models.InlineHookChannelHttpCreate.model_validate(body["channel"])
    return models.InlineHookCreate.model_validate({**body, "channel": channel})


def telephony_sample(body):
    """Left to itself the model takes the body for that of several hooks at once."""
    return models.ExecuteInlineHookRequest(models.TelephonyRequestExecute.from_dict(body))


# The method of each operation; where it takes a body, the parameter and what makes a model of it.
OPERATIONS = {
    "listFactors": ("list_factors",),
    "listSupportedFactors": ("list_supported_factors",),
    "listSecurityQuestions": ("list_supported_security_questions",),
    "enrollFactor": ("enroll_factor", "body", models.UserFactor.from_dict),
    "getFactor": ("get_factor",),
    "activateFactor": ("activate_factor", "body", answer(models.UserFactorActivateRequest)),
    "resendFactor": ("resend_enroll_factor", "resend_user_factor", models.ResendUserFactor.from_dict),
    "verifyFactor": ("verify_factor", "body", answer(models.UserFactorVerifyRequest)),
    "unenrollFactor": ("unenroll_factor",),
    "getFactorTransactionStatus": ("get_factor_transaction_status",),
    "uploadYubikeyOtpTokenSeed": (
        "upload_yubikey_otp_token_seed",
        "upload_yubikey_otp_token_seed_request",
        models.UploadYubikeyOtpTokenSeedRequest.from_dict,
    ),
    "listYubikeyOtpTokens": ("list_yubikey_otp_tokens",),
    "getYubikeyOtpTokenById": ("get_yubikey_otp_token_by_id",),
    "listLogEvents": ("list_log_events",),
    "listUsers": ("list_users",),
    "createUser": ("create_user", "body", models.CreateUserRequest.from_dict),
    "getUser": ("get_user",),
    "updateUser": ("update_user", "user", models.UpdateUserRequest.from_dict),
    "replaceUser": ("replace_user", "user", models.UpdateUserRequest.from_dict),
    "deleteUser": ("delete_user",),
    "activateUser": ("activate_user",),
    "reactivateUser": ("reactivate_user",),
    "deactivateUser": ("deactivate_user",),
    "suspendUser": ("suspend_user",),
    "unsuspendUser": ("unsuspend_user",),
    "unlockUser": ("unlock_user",),
    "resetFactors": ("reset_factors",),
    "resetPassword": ("reset_password",),
    "expirePassword": ("expire_password",),
    "expirePasswordWithTempPassword": ("expire_password_with_temp_password",),
    "changePassword": ("change_password", "change_password_request", models.ChangePasswordRequest.from_dict),
    "changeRecoveryQuestion": ("change_recovery_question", "user_credentials", models.UserCredentials.from_dict),
    "forgotPassword": ("forgot_password",),
    "forgotPasswordSetNewPassword": (
        "forgot_password_set_new_password",
        "user_credentials",
        models.UserCredentials.from_dict,
    ),
    "listUserGroups": ("list_user_groups",),
    "revokeUserSessions": ("revoke_user_sessions",),
    "listSmsTemplates": ("list_sms_templates",),
    "createSmsTemplate": ("create_sms_template", "sms_template", models.SmsTemplate.from_dict),
    "getSmsTemplate": ("get_sms_template",),
    "updateSmsTemplate": ("update_sms_template", "sms_template", models.SmsTemplate.from_dict),
    "replaceSmsTemplate": ("replace_sms_template", "sms_template", models.SmsTemplate.from_dict),
    "deleteSmsTemplate": ("delete_sms_template",),
    "listAuthenticators": ("list_authenticators",),
    "createAuthenticator": ("create_authenticator", "authenticator", models.AuthenticatorBase.from_dict),
    "getAuthenticator": ("get_authenticator",),
    "replaceAuthenticator": ("replace_authenticator", "authenticator", models.AuthenticatorBase.from_dict),
    "activateAuthenticator": ("activate_authenticator",),
    "deactivateAuthenticator": ("deactivate_authenticator",),
    "listAuthenticatorMethods": ("list_authenticator_methods",),
    "getAuthenticatorMethod": ("get_authenticator_method",),
    "replaceAuthenticatorMethod": (
        "replace_authenticator_method",
        "authenticator_method_base",
        models.AuthenticatorMethodBase.from_dict,
    ),
    "activateAuthenticatorMethod": ("activate_authenticator_method",),
    "deactivateAuthenticatorMethod": ("deactivate_authenticator_method",),
    "listPolicies": ("list_policies",),
    "getPolicy": ("get_policy",),
    "replacePolicy": ("replace_policy", "policy", models.Policy.from_dict),
    "listPolicyRules": ("list_policy_rules",),
    "listInlineHooks": ("list_inline_hooks",),
    "createInlineHook": ("create_inline_hook", "inline_hook_create", new_hook),
    "getInlineHook": ("get_inline_hook",),
    "updateInlineHook": ("update_inline_hook", "inline_hook", models.InlineHookReplace.from_dict),
    "replaceInlineHook": ("replace_inline_hook", "inline_hook", models.InlineHookReplace.from_dict),
    "executeInlineHook": ("execute_inline_hook", "payload_data", telephony_sample),
    "activateInlineHook": ("activate_inline_hook",),
    "deactivateInlineHook": ("deactivate_inline_hook",),
    "deleteInlineHook": ("delete_inline_hook",),
    "listEventHooks": ("list_event_hooks",),
    "createEventHook": ("create_event_hook", "event_hook", models.EventHook.from_dict),
    "getEventHook": ("get_event_hook",),
    "replaceEventHook": ("replace_event_hook", "event_hook", models.EventHook.from_dict),
    "verifyEventHook": ("verify_event_hook",),
    "activateEventHook": ("activate_event_hook",),
    "deactivateEventHook": ("deactivate_event_hook",),
    "deleteEventHook": ("delete_event_hook",),
}


async def run(call):
    method, *body = OPERATIONS.get(call["operation"], ("",))
    if not hasattr(client, method):
        raise Absent()
    function = getattr(client, method)
    given = {**call.get("path", {}), **call.get("query", {})}
    arguments = {snake(name): value for name, value in given.items()}
    # The methods about a user call the parameter `id` or `user_id`.
    if "user_id" in arguments and "user_id" not in inspect.signature(function).parameters:
        arguments["id"] = arguments.pop("user_id")
    if body and "body" in call:
        name, model = body
        arguments[name] = model(call["body"]) if isinstance(call["body"], dict) else call["body"]
    *values, error = await function(**arguments)
    if error is not None:
        raise error if isinstance(error, BaseException) else RuntimeError(str(error))
    # The value, then the response; of an operation without a body, the response alone.
    return values[0] if len(values) > 1 else None


def snake(name):
    return re.sub(r"([A-Z])", lambda found: "_" + found[1].lower(), name)


def plain(value):
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, pydantic.BaseModel):
        # Models of alternatives hold the one that fits.
        held = getattr(value, "actual_instance", None)
        return plain(held) if held is not None else value.model_dump(by_alias=True, mode="json", exclude_none=True)
    return value


asyncio.run(answer_lines(run, plain))
