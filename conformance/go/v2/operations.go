package main

// operation is a method of one of the client's resources, and the parts of the path in the order it takes them.
type operation struct {
	resource, method string
	path             []string
}

var (
	user          = []string{"userId"}
	factor        = []string{"userId", "factorId"}
	transaction   = []string{"userId", "factorId", "transactionId"}
	template      = []string{"templateId"}
	authenticator = []string{"authenticatorId"}
	policy        = []string{"policyId"}
	hook          = []string{"inlineHookId"}
	eventHook     = []string{"eventHookId"}
)

var operations = map[string]operation{
	"listFactors":                {"UserFactor", "ListFactors", user},
	"listSupportedFactors":       {"UserFactor", "ListSupportedFactors", user},
	"listSecurityQuestions":      {"UserFactor", "ListSupportedSecurityQuestions", user},
	"enrollFactor":               {"UserFactor", "EnrollFactor", user},
	"getFactor":                  {"UserFactor", "GetFactor", factor},
	"activateFactor":             {"UserFactor", "ActivateFactor", factor},
	"verifyFactor":               {"UserFactor", "VerifyFactor", factor},
	"unenrollFactor":             {"UserFactor", "DeleteFactor", factor},
	"getFactorTransactionStatus": {"UserFactor", "GetFactorTransactionStatus", transaction},

	"listLogEvents":                  {"LogEvent", "GetLogs", nil},
	"listUsers":                      {"User", "ListUsers", nil},
	"createUser":                     {"User", "CreateUser", nil},
	"getUser":                        {"User", "GetUser", user},
	"updateUser":                     {"User", "PartialUpdateUser", user},
	"replaceUser":                    {"User", "UpdateUser", user},
	"deleteUser":                     {"User", "DeactivateOrDeleteUser", user},
	"activateUser":                   {"User", "ActivateUser", user},
	"reactivateUser":                 {"User", "ReactivateUser", user},
	"deactivateUser":                 {"User", "DeactivateUser", user},
	"suspendUser":                    {"User", "SuspendUser", user},
	"unsuspendUser":                  {"User", "UnsuspendUser", user},
	"unlockUser":                     {"User", "UnlockUser", user},
	"resetFactors":                   {"User", "ResetFactors", user},
	"resetPassword":                  {"User", "ResetPassword", user},
	"expirePassword":                 {"User", "ExpirePassword", user},
	"expirePasswordWithTempPassword": {"User", "ExpirePasswordAndGetTemporaryPassword", user},
	"changePassword":                 {"User", "ChangePassword", user},
	"changeRecoveryQuestion":         {"User", "ChangeRecoveryQuestion", user},
	"forgotPassword":                 {"User", "ForgotPasswordGenerateOneTimeToken", user},
	"forgotPasswordSetNewPassword":   {"User", "ForgotPasswordSetNewPassword", user},
	"listUserGroups":                 {"User", "ListUserGroups", user},
	"revokeUserSessions":             {"User", "ClearUserSessions", user},

	"listSmsTemplates":   {"SmsTemplate", "ListSmsTemplates", nil},
	"createSmsTemplate":  {"SmsTemplate", "CreateSmsTemplate", nil},
	"getSmsTemplate":     {"SmsTemplate", "GetSmsTemplate", template},
	"updateSmsTemplate":  {"SmsTemplate", "PartialUpdateSmsTemplate", template},
	"replaceSmsTemplate": {"SmsTemplate", "UpdateSmsTemplate", template},
	"deleteSmsTemplate":  {"SmsTemplate", "DeleteSmsTemplate", template},

	"listAuthenticators":      {"Authenticator", "ListAuthenticators", nil},
	"createAuthenticator":     {"Authenticator", "CreateAuthenticator", nil},
	"getAuthenticator":        {"Authenticator", "GetAuthenticator", authenticator},
	"replaceAuthenticator":    {"Authenticator", "UpdateAuthenticator", authenticator},
	"activateAuthenticator":   {"Authenticator", "ActivateAuthenticator", authenticator},
	"deactivateAuthenticator": {"Authenticator", "DeactivateAuthenticator", authenticator},

	"listPolicies":    {"Policy", "ListPolicies", nil},
	"getPolicy":       {"Policy", "GetPolicy", policy},
	"replacePolicy":   {"Policy", "UpdatePolicy", policy},
	"listPolicyRules": {"Policy", "ListPolicyRules", policy},

	"listInlineHooks":      {"InlineHook", "ListInlineHooks", nil},
	"createInlineHook":     {"InlineHook", "CreateInlineHook", nil},
	"getInlineHook":        {"InlineHook", "GetInlineHook", hook},
	"replaceInlineHook":    {"InlineHook", "UpdateInlineHook", hook},
	"executeInlineHook":    {"InlineHook", "ExecuteInlineHook", hook},
	"activateInlineHook":   {"InlineHook", "ActivateInlineHook", hook},
	"deactivateInlineHook": {"InlineHook", "DeactivateInlineHook", hook},
	"deleteInlineHook":     {"InlineHook", "DeleteInlineHook", hook},

	"listEventHooks":      {"EventHook", "ListEventHooks", nil},
	"createEventHook":     {"EventHook", "CreateEventHook", nil},
	"getEventHook":        {"EventHook", "GetEventHook", eventHook},
	"replaceEventHook":    {"EventHook", "UpdateEventHook", eventHook},
	"verifyEventHook":     {"EventHook", "VerifyEventHook", eventHook},
	"activateEventHook":   {"EventHook", "ActivateEventHook", eventHook},
	"deactivateEventHook": {"EventHook", "DeactivateEventHook", eventHook},
	"deleteEventHook":     {"EventHook", "DeleteEventHook", eventHook},
}
