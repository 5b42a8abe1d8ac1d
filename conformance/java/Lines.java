import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.okta.sdk.resource.client.ApiException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Map;

/** The way a client program is asked for calls: one line of JSON for each, and one line back. */
final class Lines {
  private Lines() {}

  /** An operation of the SDK; of one that has no value it is null. */
  interface Operation {
    Object run(Call call) throws Exception;
  }

  /** Makes every call that is asked for, until there is no more. */
  static void answer(Map<String, Operation> operations, ObjectMapper mapper) throws IOException {
    PrintStream output = System.out;
    JsonNode last = null;
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      ObjectNode asked = (ObjectNode) mapper.readTree(line);
      if (asked.path("writeBack").asBoolean()) {
        asked.set("body", last);
      }
      last = null;
      ObjectNode said = mapper.createObjectNode();
      said.put("client", System.getenv("COFACTOR_CLIENT"));
      said.put("operation", asked.get("operation").asText());
      Operation operation = operations.get(asked.get("operation").asText());
      if (operation == null) {
        said.put("result", "absent");
      } else {
        try {
          last = mapper.valueToTree(operation.run(new Call(asked, mapper)));
          said.put("result", "passed").set("value", last);
        } catch (ApiException error) {
          said.put("result", "failed").put("error", error.getMessage() + " " + error.getResponseBody());
        } catch (Exception error) {
          said.put("result", "failed").put("error", error.toString());
        }
      }
      output.println(mapper.writer().without(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(said));
      output.flush();
    }
  }
}
