import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.okta.sdk.cache.Cache;
import com.okta.sdk.cache.CacheManager;
import com.okta.sdk.resource.api.AuthenticatorApi;
import com.okta.sdk.resource.api.PolicyApi;
import com.okta.sdk.resource.api.UserFactorApi;
import com.okta.sdk.resource.client.ApiClient;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** Reads replies with the models of Okta's SDK for Java, without making calls: each operation is given its reply as body. */
public final class Reader {
  private Reader() {}

  /** Stands in for the caches of the package that makes calls; nothing asks for what is in them. */
  private static final class NoCaches implements CacheManager {
    @Override
    public <K, V> Cache<K, V> getCache(String name) {
      return null;
    }
  }

  public static void main(String[] args) throws IOException {
    ObjectMapper mapper = new ApiClient(HttpClients.createDefault(), new NoCaches()).getObjectMapper();
    Map<String, Lines.Operation> operations = new HashMap<>();
    for (Class<?> api : new Class<?>[] {UserFactorApi.class, AuthenticatorApi.class, PolicyApi.class}) {
      for (Method method : api.getDeclaredMethods()) {
        JavaType reply = mapper.constructType(method.getGenericReturnType());
        operations.put(method.getName(), call -> mapper.readValue(call.asked().get("body").toString(), reply));
      }
    }
    operations.put("resendFactor", operations.get("resendEnrollFactor"));
    Lines.answer(operations, mapper);
  }
}
