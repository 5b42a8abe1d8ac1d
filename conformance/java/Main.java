import com.okta.sdk.authc.credentials.TokenClientCredentials;
import com.okta.sdk.cache.Caches;
import com.okta.sdk.client.AuthorizationMode;
import com.okta.sdk.client.ClientBuilder;
import com.okta.sdk.client.Clients;
import com.okta.sdk.resource.client.ApiClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Okta's SDK for Java: one class per part of the API, every parameter by position. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    ApiClient client = authorized(Clients.builder())
        .setOrgUrl(System.getenv("COFACTOR_URL"))
        // Else a factor that was read once, and the state of a push, is what it was then.
        .setCacheManager(Caches.newDisabledCacheManager())
        .setRetryMaxAttempts(0)
        .build();
    Map<String, Lines.Operation> operations = new HashMap<>();
    operations.putAll(FactorCalls.of(client));
    operations.putAll(UserCalls.of(client));
    operations.putAll(OrgCalls.of(client));
    Lines.answer(operations, client.getObjectMapper());
  }

  /** With an API token, or with what the SDK asks for access tokens with. */
  private static ClientBuilder authorized(ClientBuilder builder) {
    String clientId = System.getenv("COFACTOR_CLIENT_ID");
    if (clientId == null) {
      return builder.setClientCredentials(new TokenClientCredentials(System.getenv("COFACTOR_TOKEN")));
    }
    return builder
        .setAuthorizationMode(AuthorizationMode.PRIVATE_KEY)
        .setClientId(clientId)
        .setKid(System.getenv("COFACTOR_KEY_ID"))
        .setScopes(Set.of(System.getenv("COFACTOR_SCOPES").split(" ")))
        .setPrivateKey(System.getenv("COFACTOR_PRIVATE_KEY"));
  }
}
