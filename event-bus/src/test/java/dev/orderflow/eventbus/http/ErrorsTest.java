package dev.orderflow.eventbus.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderflow.eventbus.RunningService;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal looks the same, wherever in the server it comes from. */
class ErrorsTest {

    private static final String PARCEL =
            "{'to':'ada','speed':'FAST','things':[{'weight':1}],'labels':{'a':'b'},'within':'PT1S','from':'http://a'}";

    private static RunningService service;
    private static RawHttp http;

    @BeforeAll
    static void startService() {
        service = RunningService.start("errors");
        http = new RawHttp(service.url());
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET /nothing                            |                                 | 404 | not-found",
                "POST /nothing                           |                                 | 404 | not-found",
                "GET /                                   |                                 | 404 | not-found",
                "GET /error                              |                                 | 404 | not-found",
                "GET /actuator/nothing                   |                                 | 404 | not-found",
                "GET /actuator/health/nothing            |                                 | 404 | not-found",
                "GET /actuator/health/no/such              |                                 | 404 | not-found",
                "GET /actuator/health/../../no             |                                 | 404 | not-found",
                "GET /actuator/%68ealth/no/such            |                                 | 404 | not-found",
                "GET /actuator/metrics/nothing           |                                 | 404 | not-found",
                "GET /parcels/x                          |                                 | 404 | no-such-parcel",
                "GET /parcels/x                          | Accept: text/html               | 404 | no-such-parcel",
                "GET /parcels/x                          | Accept: nonsense                | 404 | no-such-parcel",
                "GET /nothing                            | Accept: image/png               | 404 | not-found",
                "PUT /parcels                            |                                 | 405 | method-not-allowed",
                "BREW /parcels                           |                                 | 405 | method-not-allowed",
                "TRACE /parcels                          |                                 | 405 | method-not-allowed",
                "DELETE /actuator/health                 |                                 | 405 | method-not-allowed",
                "GET /parcels?speed=FAST                 | Accept: application/pdf         | 406 | not-acceptable",
                "GET /parcels?speed=FAST                 | Accept: nonsense                | 406 | not-acceptable",
                "GET /event-log                          | Accept: application/xml         | 406 | not-acceptable",
                "POST /parcels                           | Content-Type: text/plain        | 415 |"
                        + " unsupported-media-type",
                "POST /parcels                           | Content-Type: nonsense          | 415 |"
                        + " unsupported-media-type",
                "GET /parcels                            |                                 | 400 | invalid-parameters",
                "GET /parcels?speed=LOST                 |                                 | 400 | invalid-parameters",
                "GET /parcels?speed=FAST&limit=0         |                                 | 400 | invalid-parameters",
                "GET /parcels?speed=FAST&limit=x         |                                 | 400 | invalid-parameters",
                "GET /parcels?speed=FAST&limit=99999999999 |                               | 400 | invalid-parameters",
                "GET /parcels?speed=FAST&other=%00       |                                 | 400 | invalid-parameters",
                "GET /parcels?speed=FAST&a%0Ab=c         |                                 | 400 | invalid-parameters",
                "GET /parcels?speed=FAST&limit=%zz       |                                 | 400 | bad-request",
                "GET /parcels?speed=%ff                  |                                 | 400 | bad-request",
                "GET /parcels?speed=FAST                 | Owner: nobody                   | 400 | invalid-parameters",
                "GET /event-log?limit=1001               |                                 | 400 | invalid-parameters",
                "GET /event-log?after=x                  |                                 | 400 | invalid-parameters",
                "GET /event-log?key=%00                  |                                 | 400 | invalid-parameters",
                "GET /parcels/a%0Ab                      |                                 | 400 | bad-request",
                "GET /parcels/a%00b                      |                                 | 400 | bad-request",
                "GET /parcels/a%2Fb                      |                                 | 400 | bad-request",
                "GET /parcels/%zz                        |                                 | 400 | bad-request",
                "GET /parcels/%ff                        |                                 | 400 | bad-request",
                "GET /parcels/<a>                        |                                 | 400 | bad-request",
                "GET /../parcels                         |                                 | 400 | bad-request",
                "GET parcels                             |                                 | 400 | bad-request",
                "GET /parcels                            | No colon                        | 400 | bad-request",
                "GET /parcels                            | Content-Length: many            | 400 | bad-request",
                "GET /parcels                            | Transfer-Encoding: nonsense     | 501 | not-implemented",
                "GET /parcels/broken                     |                                 | 500 |"
                        + " internal-server-error",
            })
    void aRequestThatCannotBeAnsweredIsRefusedWithAProblem(String line, String header, int status, String type)
            throws IOException {
        var answer = http.send("%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
                .formatted(line, header == null ? "" : header + "\r\n"));

        refused(answer, status, type);
        assertThat(answer.body()).doesNotContain("secret", "Exception", "Tomcat", "org.");
        if (status == 405) {
            assertThat(answer.head()).containsIgnoringCase("\r\nAllow: ");
        }
    }

    @Test
    void whatIsNotHttpIsRefusedWithAProblem() throws IOException {
        refused(http.send("nonsense\r\n\r\n"), 400, "bad-request");
        refused(http.send("GET /parcels HTTP/9.9\r\nHost: localhost\r\n\r\n"), 505, "http-version-not-supported");
        refused(http.send("GET /parcels HTTP/1.1\r\n\r\n"), 400, "bad-request");
        refused(http.send("GET /parcels HTTP/1.1\r\nHost: a b\r\n\r\n"), 400, "bad-request");
        refused(http.send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400, "bad-request");
        refused(
                http.send("GET /parcels HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"),
                400,
                "bad-request");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedHoweverItComesAndWhoeverItIsFor() throws IOException {
        var spaces = " ".repeat(65 * 1024);

        refused(post("/parcels", spaces), 413, "content-too-large");
        refused(post("/parcels/bodiless", spaces), 413, "content-too-large");
        refused(
                postInChunks("/parcels", "%x\r\n%s\r\n0\r\n\r\n".formatted(spaces.length(), spaces)),
                413,
                "content-too-large");
        refused(
                postInChunks("/parcels/bodiless", "%x\r\n%s\r\n0\r\n\r\n".formatted(spaces.length(), spaces)),
                413,
                "content-too-large");
        refused(postInChunks("/parcels", "zz\r\n"), 400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "7",
                "'ada'",
                "{'to':'a','to':'b'}",
                "{}{}",
                "{'to':'\\x'}",
                "\0",
                "{'to':01}"
            })
    void whatIsNoJsonObjectIsRefused(String body) throws IOException {
        refused(post("/parcels", body), 400, "malformed-json");
    }

    @Test
    void jsonThatIsLargerThanReasonableIsRefused() throws IOException {
        refused(post("/parcels", "{'to':" + "[".repeat(30_000)), 400, "json-limits-exceeded");
        refused(post("/parcels", "{'to':'" + "x".repeat(5_000) + "'}"), 400, "json-limits-exceeded");
        refused(post("/parcels", "{'" + "x".repeat(200) + "':1}"), 400, "json-limits-exceeded");
        refused(post("/parcels", "{'to':" + "1".repeat(100) + "}"), 400, "json-limits-exceeded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'to':'ada'            | 'to':7                 | /to             | must be a text",
                "'to':'ada'            | 'to':true              | /to             | must be a text",
                "'to':'ada'            | 'to':{'a':[1]}         | /to             | must be a text",
                "'to':'ada'            | 'to':'a\\u0000'        | /to             | must not contain control or"
                        + " invisible characters",
                "'to':'ada'            | 'to':'a\\ud800'        | /to             | must not contain control or"
                        + " invisible characters",
                "'to':'ada'            | 'to':'a\\u202eb'       | /to             | must not contain control or"
                        + " invisible characters",
                "'to':'ada',           | ``                     | /to             | must not be blank",
                "'FAST'                | 'LOST'                 | /speed          | must be one of SLOW, FAST",
                "'FAST'                | 0                      | /speed          | must be one of SLOW, FAST",
                "'weight':1            | 'weight':'1'           | /things/0/weight| must be a whole number",
                "'weight':1            | 'weight':1.5           | /things/0/weight| must be a whole number",
                "'weight':1            | 'weight':99999999999   | /things/0/weight| must be a whole number",
                "'weight':1            | 'weight':null          | /things/0/weight| must not be null",
                "{'weight':1}          | null                   | /things/0       | must not be null",
                "{'weight':1}          | 7                      | /things/0       | must be an object",
                "[{'weight':1}]        | {}                     | /things         | must be a list",
                "[{'weight':1}]        | [{'weight':1},{'weight':1},{'weight':1}] | /things | size must be between 0"
                        + " and 2",
                "'a':'b'               | 'a':7                  | /labels/a       | must be a text",
                "'a':'b'               | 'a/~':'long'           | /labels/a~1~0   | size must be between 0 and 3",
                "'a':'b'               | 'a\\n"
                        + "':'b'             | `/labels/a\n"
                        + "`     | has a name that must not contain control or invisible characters",
                "'PT1S'                | 'soon'                 | /within         | `must be an ISO 8601 duration such"
                        + " as \"PT15M\"`",
                "'http://a'            | 'http://a b'           | /from           | must be a URL",
                "'to':'ada'            | 'to':'ada','x/~':[{}]  | /x~1~0          | is not known",
            })
    void aFieldThatIsNotAsItMustBeIsNamed(String instead, String of, String pointer, String detail) throws IOException {
        var answer = post("/parcels", PARCEL.replace(instead, of));

        refused(answer, 422, "invalid-fields");
        assertThat(errors(answer)).isEqualTo(pointer + " " + detail);
    }

    @Test
    void oneBadFieldDoesNotHideAnother() throws IOException {
        var answer =
                post("/parcels", "{'to':'','speed':7,'things':[{'weight':'x'},{},{'weigth':1}],'within':[[]],'z':{}}");

        refused(answer, 422, "invalid-fields");
        assertThat(errors(answer)).isEqualTo("""
            /speed must be one of SLOW, FAST
            /things size must be between 0 and 2
            /things/0/weight must be a whole number
            /things/1/weight must not be null
            /things/2/weight must not be null
            /things/2/weigth is not known
            /to must not be blank
            /within must be an ISO 8601 duration such as "PT15M"
            /z is not known\
            """);
    }

    @Test
    void aParcelThatIsAsItMustBeIsTaken() throws IOException {
        assertThat(post("/parcels", PARCEL).status()).isEqualTo(200);
        assertThat(postInChunks("/parcels", "%x\r\n%s\r\n0\r\n\r\n".formatted(PARCEL.length(), json(PARCEL)))
                        .status())
                .isEqualTo(200);
    }

    private static void refused(RawHttp.Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.head()).containsIgnoringCase("\r\nContent-Type: application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:orderflow:problem:" + type);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asString()).isNotBlank();
    }

    private static String errors(RawHttp.Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(each -> each.path("pointer").asString() + " "
                        + each.path("detail").asString())
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    private static RawHttp.Answer post(String path, String body) throws IOException {
        return http.send(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, body.length(), json(body)));
    }

    private static RawHttp.Answer postInChunks(String path, String chunks) throws IOException {
        return http.send(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%s"
                        .formatted(path, chunks));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
