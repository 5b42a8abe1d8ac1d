import com.okta.sdk.resource.api.UserApi;
import com.okta.sdk.resource.api.UserCredApi;
import com.okta.sdk.resource.api.UserLifecycleApi;
import com.okta.sdk.resource.api.UserResourcesApi;
import com.okta.sdk.resource.api.UserSessionsApi;
import com.okta.sdk.resource.client.ApiClient;
import com.okta.sdk.resource.model.ChangePasswordRequest;
import com.okta.sdk.resource.model.CreateUserRequest;
import com.okta.sdk.resource.model.UpdateUserRequest;
import com.okta.sdk.resource.model.UserCredentials;
import java.util.HashMap;
import java.util.Map;

/** Users, what they know, and the states they are led through. */
final class UserCalls {
  private UserCalls() {}

  static Map<String, Lines.Operation> of(ApiClient client) {
    Map<String, Lines.Operation> all = new HashMap<>();
    people(all, new UserApi(client));
    lifecycle(all, new UserLifecycleApi(client));
    credentials(all, new UserCredApi(client));
    UserResourcesApi resources = new UserResourcesApi(client);
    all.put("listUserGroups", c -> resources.listUserGroups(c.user()));
    UserSessionsApi sessions = new UserSessionsApi(client);
    all.put("revokeUserSessions", c -> {
      sessions.revokeUserSessions(c.user(), null);
      return null;
    });
    return all;
  }

  private static void people(Map<String, Lines.Operation> all, UserApi api) {
    all.put("listUsers", c -> api.listUsers(null, null, null, null, null, c.text("search"), null, null));
    all.put("createUser", c ->
        api.createUser(c.body(CreateUserRequest.class), c.flag("activate"), null, null));
    all.put("getUser", c -> api.getUser(c.user(), null, null));
    all.put("updateUser", c -> api.updateUser(c.user(), c.body(UpdateUserRequest.class), null));
    all.put("replaceUser", c -> api.replaceUser(c.user(), c.body(UpdateUserRequest.class), null));
    all.put("deleteUser", c -> {
      api.deleteUser(c.user(), null, null);
      return null;
    });
  }

  private static void lifecycle(Map<String, Lines.Operation> all, UserLifecycleApi api) {
    all.put("activateUser", c -> api.activateUser(c.user(), c.flag("sendEmail")));
    all.put("reactivateUser", c -> api.reactivateUser(c.user(), c.flag("sendEmail")));
    all.put("deactivateUser", c -> {
      api.deactivateUser(c.user(), null, null);
      return null;
    });
    all.put("suspendUser", c -> {
      api.suspendUser(c.user());
      return null;
    });
    all.put("unsuspendUser", c -> {
      api.unsuspendUser(c.user());
      return null;
    });
    all.put("unlockUser", c -> {
      api.unlockUser(c.user());
      return null;
    });
    all.put("resetFactors", c -> {
      api.resetFactors(c.user());
      return null;
    });
  }

  private static void credentials(Map<String, Lines.Operation> all, UserCredApi api) {
    all.put("resetPassword", c -> api.resetPassword(c.user(), c.flag("sendEmail"), null));
    all.put("expirePassword", c -> api.expirePassword(c.user()));
    all.put("expirePasswordWithTempPassword", c -> api.expirePasswordWithTempPassword(c.user(), null));
    all.put("changePassword", c -> api.changePassword(c.user(), c.body(ChangePasswordRequest.class), null));
    all.put("changeRecoveryQuestion", c ->
        api.changeRecoveryQuestion(c.user(), c.body(UserCredentials.class)));
    all.put("forgotPassword", c -> api.forgotPassword(c.user(), c.flag("sendEmail")));
    all.put("forgotPasswordSetNewPassword", c ->
        api.forgotPasswordSetNewPassword(c.user(), c.body(UserCredentials.class), null));
  }
}
