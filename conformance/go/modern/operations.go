package modern

// operation is a method of one of the SDK's parts, the parts of the path in the order it takes them, and the names its
// body may have.
type operation struct {
	api, method string
	path        []string
	body        []string
}

var (
	user          = []string{"userId"}
	factor        = []string{"userId", "factorId"}
	transaction   = []string{"userId", "factorId", "transactionId"}
	template      = []string{"templateId"}
	authenticator = []string{"authenticatorId"}
	method        = []string{"authenticatorId", "methodType"}
	policy        = []string{"policyId"}
	hook          = []string{"inlineHookId"}
	eventHook     = []string{"eventHookId"}
	token         = []string{"tokenId"}
)

// Where versions have an operation in other parts, or by another name, the one that is there counts.
var operations = map[string][]operation{
	"listFactors":                    {{"UserFactorAPI", "ListFactors", user, nil}},
	"listSupportedFactors":           {{"UserFactorAPI", "ListSupportedFactors", user, nil}},
	"listSecurityQuestions":          {{"UserFactorAPI", "ListSupportedSecurityQuestions", user, nil}},
	"enrollFactor":                   {{"UserFactorAPI", "EnrollFactor", user, []string{"Body"}}},
	"getFactor":                      {{"UserFactorAPI", "GetFactor", factor, nil}},
	"activateFactor":                 {{"UserFactorAPI", "ActivateFactor", factor, []string{"Body"}}},
	"resendFactor":                   {{"UserFactorAPI", "ResendEnrollFactor", factor, []string{"ResendEnrollFactorRequest", "ResendUserFactor"}}},
	"verifyFactor":                   {{"UserFactorAPI", "VerifyFactor", factor, []string{"Body"}}},
	"unenrollFactor":                 {{"UserFactorAPI", "UnenrollFactor", factor, nil}},
	"getFactorTransactionStatus":     {{"UserFactorAPI", "GetFactorTransactionStatus", transaction, nil}},
	"uploadYubikeyOtpTokenSeed":      {{"UserFactorAPI", "UploadYubikeyOtpTokenSeed", nil, []string{"UploadYubikeyOtpTokenSeedRequest"}}},
	"listYubikeyOtpTokens":           {{"UserFactorAPI", "ListYubikeyOtpTokens", nil, nil}},
	"getYubikeyOtpTokenById":         {{"UserFactorAPI", "GetYubikeyOtpTokenById", token, nil}},
	"listLogEvents":                  {{"SystemLogAPI", "ListLogEvents", nil, nil}},
	"listUsers":                      {{"UserAPI", "ListUsers", nil, nil}},
	"createUser":                     {{"UserAPI", "CreateUser", nil, []string{"Body"}}},
	"getUser":                        {{"UserAPI", "GetUser", user, nil}},
	"updateUser":                     {{"UserAPI", "UpdateUser", user, []string{"User"}}},
	"replaceUser":                    {{"UserAPI", "ReplaceUser", user, []string{"User"}}},
	"deleteUser":                     {{"UserAPI", "DeleteUser", user, nil}},
	"activateUser":                   {{"UserLifecycleAPI", "ActivateUser", user, nil}, {"UserAPI", "ActivateUser", user, nil}},
	"reactivateUser":                 {{"UserLifecycleAPI", "ReactivateUser", user, nil}, {"UserAPI", "ReactivateUser", user, nil}},
	"deactivateUser":                 {{"UserLifecycleAPI", "DeactivateUser", user, nil}, {"UserAPI", "DeactivateUser", user, nil}},
	"suspendUser":                    {{"UserLifecycleAPI", "SuspendUser", user, nil}, {"UserAPI", "SuspendUser", user, nil}},
	"unsuspendUser":                  {{"UserLifecycleAPI", "UnsuspendUser", user, nil}, {"UserAPI", "UnsuspendUser", user, nil}},
	"unlockUser":                     {{"UserLifecycleAPI", "UnlockUser", user, nil}, {"UserAPI", "UnlockUser", user, nil}},
	"resetFactors":                   {{"UserLifecycleAPI", "ResetFactors", user, nil}, {"UserAPI", "ResetFactors", user, nil}},
	"resetPassword":                  {{"UserCredAPI", "ResetPassword", user, nil}, {"UserAPI", "GenerateResetPasswordToken", user, nil}},
	"expirePassword":                 {{"UserCredAPI", "ExpirePassword", user, nil}, {"UserAPI", "ExpirePassword", user, nil}},
	"expirePasswordWithTempPassword": {{"UserCredAPI", "ExpirePasswordWithTempPassword", user, nil}, {"UserAPI", "ExpirePasswordAndGetTemporaryPassword", user, nil}},
	"changePassword":                 {{"UserCredAPI", "ChangePassword", user, []string{"ChangePasswordRequest"}}, {"UserAPI", "ChangePassword", user, []string{"ChangePasswordRequest"}}},
	"changeRecoveryQuestion":         {{"UserCredAPI", "ChangeRecoveryQuestion", user, []string{"UserCredentials"}}, {"UserAPI", "ChangeRecoveryQuestion", user, []string{"UserCredentials"}}},
	"forgotPassword":                 {{"UserCredAPI", "ForgotPassword", user, nil}, {"UserAPI", "ForgotPassword", user, nil}},
	"forgotPasswordSetNewPassword":   {{"UserCredAPI", "ForgotPasswordSetNewPassword", user, []string{"UserCredentials"}}, {"UserAPI", "ForgotPasswordSetNewPassword", user, []string{"UserCredentials"}}},
	"listUserGroups":                 {{"UserResourcesAPI", "ListUserGroups", user, nil}, {"UserAPI", "ListUserGroups", user, nil}},
	"revokeUserSessions":             {{"UserSessionsAPI", "RevokeUserSessions", user, nil}, {"UserAPI", "RevokeUserSessions", user, nil}},
	"listSmsTemplates":               {{"TemplateAPI", "ListSmsTemplates", nil, nil}},
	"createSmsTemplate":              {{"TemplateAPI", "CreateSmsTemplate", nil, []string{"SmsTemplate"}}},
	"getSmsTemplate":                 {{"TemplateAPI", "GetSmsTemplate", template, nil}},
	"updateSmsTemplate":              {{"TemplateAPI", "UpdateSmsTemplate", template, []string{"SmsTemplate"}}},
	"replaceSmsTemplate":             {{"TemplateAPI", "ReplaceSmsTemplate", template, []string{"SmsTemplate"}}},
	"deleteSmsTemplate":              {{"TemplateAPI", "DeleteSmsTemplate", template, nil}},
	"listAuthenticators":             {{"AuthenticatorAPI", "ListAuthenticators", nil, nil}},
	"createAuthenticator":            {{"AuthenticatorAPI", "CreateAuthenticator", nil, []string{"Authenticator"}}},
	"getAuthenticator":               {{"AuthenticatorAPI", "GetAuthenticator", authenticator, nil}},
	"replaceAuthenticator":           {{"AuthenticatorAPI", "ReplaceAuthenticator", authenticator, []string{"Authenticator"}}},
	"activateAuthenticator":          {{"AuthenticatorAPI", "ActivateAuthenticator", authenticator, nil}},
	"deactivateAuthenticator":        {{"AuthenticatorAPI", "DeactivateAuthenticator", authenticator, nil}},
	"listAuthenticatorMethods":       {{"AuthenticatorAPI", "ListAuthenticatorMethods", authenticator, nil}},
	"getAuthenticatorMethod":         {{"AuthenticatorAPI", "GetAuthenticatorMethod", method, nil}},
	"replaceAuthenticatorMethod":     {{"AuthenticatorAPI", "ReplaceAuthenticatorMethod", method, []string{"ListAuthenticatorMethods200ResponseInner"}}},
	"activateAuthenticatorMethod":    {{"AuthenticatorAPI", "ActivateAuthenticatorMethod", method, nil}},
	"deactivateAuthenticatorMethod":  {{"AuthenticatorAPI", "DeactivateAuthenticatorMethod", method, nil}},
	"listPolicies":                   {{"PolicyAPI", "ListPolicies", nil, nil}},
	"getPolicy":                      {{"PolicyAPI", "GetPolicy", policy, nil}},
	"replacePolicy":                  {{"PolicyAPI", "ReplacePolicy", policy, []string{"Policy"}}},
	"listPolicyRules":                {{"PolicyAPI", "ListPolicyRules", policy, nil}},
	"listInlineHooks":                {{"InlineHookAPI", "ListInlineHooks", nil, nil}},
	"createInlineHook":               {{"InlineHookAPI", "CreateInlineHook", nil, []string{"InlineHookCreate", "InlineHook"}}},
	"getInlineHook":                  {{"InlineHookAPI", "GetInlineHook", hook, nil}},
	"updateInlineHook":               {{"InlineHookAPI", "UpdateInlineHook", hook, []string{"InlineHook"}}},
	"replaceInlineHook":              {{"InlineHookAPI", "ReplaceInlineHook", hook, []string{"InlineHook"}}},
	"activateInlineHook":             {{"InlineHookAPI", "ActivateInlineHook", hook, nil}},
	"deactivateInlineHook":           {{"InlineHookAPI", "DeactivateInlineHook", hook, nil}},
	"deleteInlineHook":               {{"InlineHookAPI", "DeleteInlineHook", hook, nil}},
	"executeInlineHook":              {{"InlineHookAPI", "ExecuteInlineHook", hook, []string{"PayloadData"}}},
	"listEventHooks":                 {{"EventHookAPI", "ListEventHooks", nil, nil}},
	"createEventHook":                {{"EventHookAPI", "CreateEventHook", nil, []string{"EventHook"}}},
	"getEventHook":                   {{"EventHookAPI", "GetEventHook", eventHook, nil}},
	"replaceEventHook":               {{"EventHookAPI", "ReplaceEventHook", eventHook, []string{"EventHook"}}},
	"verifyEventHook":                {{"EventHookAPI", "VerifyEventHook", eventHook, nil}},
	"activateEventHook":              {{"EventHookAPI", "ActivateEventHook", eventHook, nil}},
	"deactivateEventHook":            {{"EventHookAPI", "DeactivateEventHook", eventHook, nil}},
	"deleteEventHook":                {{"EventHookAPI", "DeleteEventHook", eventHook, nil}},
}
