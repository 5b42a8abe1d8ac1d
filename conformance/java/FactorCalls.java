import com.okta.sdk.resource.api.UserFactorApi;
import com.okta.sdk.resource.client.ApiClient;
import com.okta.sdk.resource.model.ResendUserFactor;
import com.okta.sdk.resource.model.UploadYubikeyOtpTokenSeedRequest;
import com.okta.sdk.resource.model.UserFactor;
import com.okta.sdk.resource.model.UserFactorActivateRequest;
import com.okta.sdk.resource.model.UserFactorVerifyRequest;
import java.util.HashMap;
import java.util.Map;

/** The User Factors API. */
final class FactorCalls {
  private FactorCalls() {}

  static Map<String, Lines.Operation> of(ApiClient client) {
    UserFactorApi api = new UserFactorApi(client);
    Map<String, Lines.Operation> all = new HashMap<>();
    all.put("listFactors", c -> api.listFactors(c.user()));
    all.put("listSupportedFactors", c -> api.listSupportedFactors(c.user()));
    all.put("listSecurityQuestions", c -> api.listSupportedSecurityQuestions(c.user()));
    all.put("enrollFactor", c ->
        api.enrollFactor(c.user(), c.body(UserFactor.class), null, null, null, c.flag("activate"), null));
    all.put("getFactor", c -> api.getFactor(c.user(), c.factor()));
    all.put("activateFactor", c ->
        api.activateFactor(c.user(), c.factor(), c.body(UserFactorActivateRequest.class)));
    all.put("resendFactor", c ->
        api.resendEnrollFactor(c.user(), c.factor(), c.body(ResendUserFactor.class), null));
    all.put("verifyFactor", c -> api.verifyFactor(
        c.user(), c.factor(), null, null, null, null, null, c.body(UserFactorVerifyRequest.class)));
    all.put("unenrollFactor", c -> {
      api.unenrollFactor(c.user(), c.factor(), null);
      return null;
    });
    all.put("getFactorTransactionStatus", c ->
        api.getFactorTransactionStatus(c.user(), c.factor(), c.path("transactionId")));
    all.put("uploadYubikeyOtpTokenSeed", c -> api.uploadYubikeyOtpTokenSeed(
        c.body(UploadYubikeyOtpTokenSeedRequest.class), null, null, null, null, null, null, null));
    all.put("listYubikeyOtpTokens", c -> api.listYubikeyOtpTokens(null, null, null, null, null, null, null));
    all.put("getYubikeyOtpTokenById", c -> api.getYubikeyOtpTokenById(c.path("tokenId")));
    return all;
  }
}
