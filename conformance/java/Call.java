import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One call that is to be made with the SDK. */
record Call(JsonNode asked, ObjectMapper mapper) {
  /** A part of the path. */
  String path(String name) {
    return asked.path("path").path(name).asText();
  }

  String user() {
    return path("userId");
  }

  String factor() {
    return path("factorId");
  }

  /** A text of the query, or null. */
  String text(String name) {
    return asked.path("query").path(name).asText(null);
  }

  /** A yes or no of the query, or null. */
  Boolean flag(String name) {
    JsonNode value = asked.path("query").path(name);
    return value.isMissingNode() ? null : value.asBoolean();
  }

  /** The body as the SDK's model, or null where there is none. */
  <T> T body(Class<T> model) throws JsonProcessingException {
    JsonNode body = asked.path("body");
    return body.isMissingNode() || body.isNull() ? null : mapper.treeToValue(body, model);
  }
}
