import com.okta.sdk.resource.api.AuthenticatorApi;
import com.okta.sdk.resource.api.EventHookApi;
import com.okta.sdk.resource.api.InlineHookApi;
import com.okta.sdk.resource.api.PolicyApi;
import com.okta.sdk.resource.api.SystemLogApi;
import com.okta.sdk.resource.api.TemplateApi;
import com.okta.sdk.resource.client.ApiClient;
import com.okta.sdk.resource.model.AuthenticatorBase;
import com.okta.sdk.resource.model.AuthenticatorMethodBase;
import com.okta.sdk.resource.model.AuthenticatorMethodType;
import com.okta.sdk.resource.model.EventHook;
import com.okta.sdk.resource.model.InlineHook;
import com.okta.sdk.resource.model.Policy;
import com.okta.sdk.resource.model.SmsTemplate;
import java.util.HashMap;
import java.util.Map;

/** Templates, authenticators, policies, hooks and the log. */
final class OrgCalls {
  private OrgCalls() {}

  static Map<String, Lines.Operation> of(ApiClient client) {
    Map<String, Lines.Operation> all = new HashMap<>();
    templates(all, new TemplateApi(client));
    authenticators(all, new AuthenticatorApi(client));
    hooks(all, new InlineHookApi(client));
    eventHooks(all, new EventHookApi(client));
    PolicyApi policies = new PolicyApi(client);
    all.put("listPolicies", c -> policies.listPolicies(c.text("type"), null, null, null, null, null, null, null));
    all.put("getPolicy", c -> policies.getPolicy(c.path("policyId"), null));
    all.put("replacePolicy", c -> policies.replacePolicy(c.path("policyId"), c.body(Policy.class)));
    all.put("listPolicyRules", c -> policies.listPolicyRules(c.path("policyId"), null));
    SystemLogApi log = new SystemLogApi(client);
    all.put("listLogEvents", c ->
        log.listLogEvents(null, null, null, c.text("filter"), null, null, c.text("sortOrder")));
    return all;
  }

  private static void templates(Map<String, Lines.Operation> all, TemplateApi api) {
    all.put("listSmsTemplates", c -> api.listSmsTemplates(null));
    all.put("createSmsTemplate", c -> api.createSmsTemplate(c.body(SmsTemplate.class)));
    all.put("getSmsTemplate", c -> api.getSmsTemplate(c.path("templateId")));
    all.put("updateSmsTemplate", c -> api.updateSmsTemplate(c.path("templateId"), c.body(SmsTemplate.class)));
    all.put("replaceSmsTemplate", c -> api.replaceSmsTemplate(c.path("templateId"), c.body(SmsTemplate.class)));
    all.put("deleteSmsTemplate", c -> {
      api.deleteSmsTemplate(c.path("templateId"));
      return null;
    });
  }

  private static void authenticators(Map<String, Lines.Operation> all, AuthenticatorApi api) {
    all.put("listAuthenticators", c -> api.listAuthenticators());
    all.put("createAuthenticator", c -> api.createAuthenticator(c.body(AuthenticatorBase.class), null));
    all.put("getAuthenticator", c -> api.getAuthenticator(c.path("authenticatorId")));
    all.put("replaceAuthenticator", c ->
        api.replaceAuthenticator(c.path("authenticatorId"), c.body(AuthenticatorBase.class)));
    all.put("activateAuthenticator", c -> api.activateAuthenticator(c.path("authenticatorId")));
    all.put("deactivateAuthenticator", c -> api.deactivateAuthenticator(c.path("authenticatorId")));
    all.put("listAuthenticatorMethods", c -> api.listAuthenticatorMethods(c.path("authenticatorId")));
    all.put("getAuthenticatorMethod", c -> api.getAuthenticatorMethod(c.path("authenticatorId"), method(c)));
    all.put("replaceAuthenticatorMethod", c -> api.replaceAuthenticatorMethod(
        c.path("authenticatorId"), method(c), c.body(AuthenticatorMethodBase.class)));
    all.put("activateAuthenticatorMethod", c ->
        api.activateAuthenticatorMethod(c.path("authenticatorId"), method(c)));
    all.put("deactivateAuthenticatorMethod", c ->
        api.deactivateAuthenticatorMethod(c.path("authenticatorId"), method(c)));
  }

  private static AuthenticatorMethodType method(Call call) {
    return AuthenticatorMethodType.fromValue(call.path("methodType"));
  }

  private static void hooks(Map<String, Lines.Operation> all, InlineHookApi api) {
    all.put("listInlineHooks", c -> api.listInlineHooks(null));
    all.put("createInlineHook", c -> api.createInlineHook(c.body(InlineHook.class)));
    all.put("getInlineHook", c -> api.getInlineHook(c.path("inlineHookId")));
    all.put("updateInlineHook", c -> api.updateInlineHook(c.path("inlineHookId"), c.body(InlineHook.class)));
    all.put("replaceInlineHook", c -> api.replaceInlineHook(c.path("inlineHookId"), c.body(InlineHook.class)));
    all.put("executeInlineHook", c ->
        api.executeInlineHook(c.path("inlineHookId"), c.body(Map.class)));
    all.put("activateInlineHook", c -> api.activateInlineHook(c.path("inlineHookId")));
    all.put("deactivateInlineHook", c -> api.deactivateInlineHook(c.path("inlineHookId")));
    all.put("deleteInlineHook", c -> {
      api.deleteInlineHook(c.path("inlineHookId"));
      return null;
    });
  }

  private static void eventHooks(Map<String, Lines.Operation> all, EventHookApi api) {
    all.put("listEventHooks", c -> api.listEventHooks());
    all.put("createEventHook", c -> api.createEventHook(c.body(EventHook.class)));
    all.put("getEventHook", c -> api.getEventHook(c.path("eventHookId")));
    all.put("replaceEventHook", c -> api.replaceEventHook(c.path("eventHookId"), c.body(EventHook.class)));
    all.put("verifyEventHook", c -> api.verifyEventHook(c.path("eventHookId")));
    all.put("activateEventHook", c -> api.activateEventHook(c.path("eventHookId")));
    all.put("deactivateEventHook", c -> api.deactivateEventHook(c.path("eventHookId")));
    all.put("deleteEventHook", c -> {
      api.deleteEventHook(c.path("eventHookId"));
      return null;
    });
  }
}
