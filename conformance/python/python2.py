"""Okta's SDK for Python, version 2: one client with every operation, parameters by position, dicts for bodies."""

import asyncio
import os

from okta.client import Client
from okta.okta_object import OktaObject
from lines import Absent, answer_lines

if "COFACTOR_CLIENT_ID" in os.environ:
    credentials = {
        "authorizationMode": "PrivateKey",
        "clientId": os.environ["COFACTOR_CLIENT_ID"],
        "kid": os.environ["COFACTOR_KEY_ID"],
        "privateKey": os.environ["COFACTOR_PRIVATE_KEY"],
        "scopes": os.environ["COFACTOR_SCOPES"].split(" "),
    }
else:
    credentials = {"token": os.environ["COFACTOR_TOKEN"]}
client = Client({"orgUrl": os.environ["COFACTOR_URL"], "rateLimit": {"maxRetries": 0}, **credentials})

USER = ["userId"]
FACTOR = ["userId", "factorId"]
TEMPLATE = ["templateId"]
AUTHENTICATOR = ["authenticatorId"]
HOOK = ["inlineHookId"]
EVENT_HOOK = ["eventHookId"]

# The method of each operation, the parts of the path it takes, and what follows them: a body, a query or both.
OPERATIONS = {
    "listFactors": ("list_factors", USER),
    "listSupportedFactors": ("list_supported_factors", USER),
    "listSecurityQuestions": ("list_supported_security_questions", USER),
    "enrollFactor": ("enroll_factor", USER, "body", "query"),
    "getFactor": ("get_factor", FACTOR),
    "activateFactor": ("activate_factor", FACTOR, "body"),
    "verifyFactor": ("verify_factor", FACTOR, "body", "query"),
    "unenrollFactor": ("delete_factor", FACTOR),
    "getFactorTransactionStatus": ("get_factor_transaction_status", [*FACTOR, "transactionId"]),
    "listLogEvents": ("get_logs", [], "query"),
    "listUsers": ("list_users", [], "query"),
    "createUser": ("create_user", [], "body", "query"),
    "getUser": ("get_user", USER),
    "updateUser": ("partial_update_user", USER, "body", "query"),
    "replaceUser": ("update_user", USER, "body", "query"),
    "deleteUser": ("deactivate_or_delete_user", USER, "query"),
    "activateUser": ("activate_user", USER, "query"),
    "reactivateUser": ("reactivate_user", USER, "query"),
    "deactivateUser": ("deactivate_user", USER, "query"),
    "suspendUser": ("suspend_user", USER),
    "unsuspendUser": ("unsuspend_user", USER),
    "unlockUser": ("unlock_user", USER),
    "resetFactors": ("reset_factors", USER),
    "resetPassword": ("reset_password", USER, "query"),
    "expirePassword": ("expire_password", USER),
    "expirePasswordWithTempPassword": ("expire_password_and_get_temporary_password", USER),
    "changePassword": ("change_password", USER, "body", "query"),
    "changeRecoveryQuestion": ("change_recovery_question", USER, "body"),
    "forgotPassword": ("forgot_password_generate_one_time_token", USER, "query"),
    "forgotPasswordSetNewPassword": ("forgot_password_set_new_password", USER, "body", "query"),
    "listUserGroups": ("list_user_groups", USER),
    "revokeUserSessions": ("clear_user_sessions", USER, "query"),
    "listSmsTemplates": ("list_sms_templates", [], "query"),
    "createSmsTemplate": ("create_sms_template", [], "body"),
    "getSmsTemplate": ("get_sms_template", TEMPLATE),
    "updateSmsTemplate": ("partial_update_sms_template", TEMPLATE, "body"),
    "replaceSmsTemplate": ("update_sms_template", TEMPLATE, "body"),
    "deleteSmsTemplate": ("delete_sms_template", TEMPLATE),
    "listAuthenticators": ("list_authenticators", []),
    "createAuthenticator": ("create_authenticator", [], "body", "query"),
    "getAuthenticator": ("get_authenticator", AUTHENTICATOR),
    "replaceAuthenticator": ("update_authenticator", AUTHENTICATOR, "body"),
    "activateAuthenticator": ("activate_authenticator", AUTHENTICATOR),
    "deactivateAuthenticator": ("deactivate_authenticator", AUTHENTICATOR),
    "listPolicies": ("list_policies", [], "query"),
    "getPolicy": ("get_policy", ["policyId"]),
    "replacePolicy": ("update_policy", ["policyId"], "body"),
    "listPolicyRules": ("list_policy_rules", ["policyId"]),
    "listInlineHooks": ("list_inline_hooks", [], "query"),
    "createInlineHook": ("create_inline_hook", [], "body"),
    "getInlineHook": ("get_inline_hook", HOOK),
    "replaceInlineHook": ("update_inline_hook", HOOK, "body"),
    "executeInlineHook": ("execute_inline_hook", HOOK, "body"),
    "activateInlineHook": ("activate_inline_hook", HOOK),
    "deactivateInlineHook": ("deactivate_inline_hook", HOOK),
    "deleteInlineHook": ("delete_inline_hook", HOOK),
    "listEventHooks": ("list_event_hooks", []),
    "createEventHook": ("create_event_hook", [], "body"),
    "getEventHook": ("get_event_hook", EVENT_HOOK),
    "replaceEventHook": ("update_event_hook", EVENT_HOOK, "body"),
    "verifyEventHook": ("verify_event_hook", EVENT_HOOK),
    "activateEventHook": ("activate_event_hook", EVENT_HOOK),
    "deactivateEventHook": ("deactivate_event_hook", EVENT_HOOK),
    "deleteEventHook": ("delete_event_hook", EVENT_HOOK),
}


async def run(call):
    method, names, *more = OPERATIONS.get(call["operation"], ("", []))
    if not hasattr(client, method):
        raise Absent()
    arguments = [call["path"][name] for name in names]
    if "body" in more:
        arguments.append(call.get("body") or {})
    if "query" in more:
        # It writes a query as Python writes values, and Okta's are JSON's.
        arguments.append({name: str(value).lower() if value in (True, False) else value
                          for name, value in call.get("query", {}).items()})
    *values, error = await getattr(client, method)(*arguments)
    if error is not None:
        raise error if isinstance(error, BaseException) else RuntimeError(f"{error} {getattr(error, 'error_code', '')}")
    return values[0] if len(values) > 1 else None


def plain(value):
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, OktaObject):
        # Their JSON has other names for these two.
        written = {name: plain(one) for name, one in value.as_dict().items()}
        for name in ("embedded", "links"):
            if name in written:
                written[f"_{name}"] = written.pop(name)
        return written
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return getattr(value, "value", str(value))


asyncio.run(answer_lines(run, plain))
