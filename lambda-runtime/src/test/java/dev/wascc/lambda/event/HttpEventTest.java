package dev.wascc.lambda.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.document.JsonTree;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events as AWS documents them, member for member, and answers as it takes them. */
class HttpEventTest {
    private static final String REST_CONTEXT =
            "'requestContext':{'identity':{'sourceIp':'1.2.3.4'},'requestTimeEpoch':1428582896000,'stage':'prod'}";
    private static final String HTTP_API =
            """
            {'version':'2.0','rawPath':'/my/path','rawQueryString':'a=1&a=2&b=%20x','cookies':['c1=v1','c2=v2'],
             'headers':{'Header1':'value1','header2':'v1,v2'},'queryStringParameters':{'a':'1,2','b':' x'},
             'requestContext':{'authorizer':{'lambda':{'user':'u1'}},'domainName':'DOMAIN',
               'http':{'method':'POST','path':'/prod/my/path','sourceIp':'1.2.3.4'},'timeEpoch':1583348638390},
             'body':'Hello','isBase64Encoded':false}
            """
                    .replace("DOMAIN", "id.execute-api.us-east-1.amazonaws.com");

    private static LambdaEvent event(String json) {
        return LambdaEvent.of(json.replace('\'', '"').getBytes(UTF_8));
    }

    private static HttpEvent http(String json) throws EventException {
        return event(json).http().orElseThrow();
    }

    private static Message request(String json) throws Exception {
        return Shapes.HTTP_REQUEST.decode(http(json).request("Root=1-x"));
    }

    private static byte[] reply(int status, String words, Map<String, String> header, byte[] body) {
        return Shapes.HTTP_RESPONSE
                .message()
                .with("statusCode", status)
                .with("status", words)
                .with("header", header)
                .with("body", body)
                .encode();
    }

    private static Map<?, ?> tree(byte[] json) throws Exception {
        return (Map<?, ?>) JsonTree.read(new String(json, UTF_8));
    }

    @Test
    void an_http_api_request_has_its_raw_query_its_cookies_and_the_path_with_the_stage() throws Exception {
        Message request = request(HTTP_API);
        assertThat(request.text("method")).isEqualTo("POST");
        assertThat(request.text("path")).isEqualTo("/prod/my/path");
        assertThat(request.text("queryString")).isEqualTo("a=1&a=2&b=%20x");
        assertThat(request.textMap("header"))
                .containsEntry("header1", "value1")
                .containsEntry("header2", "v1,v2")
                .containsEntry("cookie", "c1=v1; c2=v2")
                .containsEntry("x-amzn-trace-id", "Root=1-x");
        assertThat(request.textMap("header").get("x-amzn-request-context")).contains("\"user\":\"u1\"");
        assertThat(request.bytes("body")).isEqualTo("Hello".getBytes(UTF_8));
    }

    @Test
    void what_a_client_says_of_the_trace_and_of_the_caller_does_not_count() throws Exception {
        Message request = request(
                HTTP_API.replace("'Header1':'value1'", "'X-Amzn-Trace-Id':'forged','X-Amzn-Request-Context':'forged'"));
        assertThat(request.textMap("header").values()).noneMatch(value -> value.contains("forged"));
    }

    @Test
    void a_rest_request_has_each_value_of_what_came_several_times() throws Exception {
        Message request = request(
                """
                {'httpMethod':'GET','path':'/p','headers':{'Accept':'b','Cookie':'x=1'},
                 'multiValueHeaders':{'Accept':['a','b'],'Cookie':['x=1','y=2']},
                 'queryStringParameters':{'foo':'b&r','n':null},'multiValueQueryStringParameters':{'foo':['b ä','b&r']},
                 REST,'body':null,'isBase64Encoded':false}
                """
                        .replace("REST", REST_CONTEXT));
        assertThat(request.text("queryString")).isEqualTo("foo=b+%C3%A4&foo=b%26r");
        assertThat(request.textMap("header")).containsEntry("accept", "a, b").containsEntry("cookie", "x=1; y=2");
        assertThat(request.bytes("body")).isEmpty();
    }

    @Test
    void a_load_balancers_parameters_are_encoded_already_and_stay_so() throws Exception {
        String single =
                """
                {'requestContext':{'elb':{'targetGroupArn':'arn'}},'httpMethod':'GET','path':'/',
                 'queryStringParameters':{'q':'a%20b'},'headers':{'host':'h'},'body':'AQID','isBase64Encoded':true}
                """;
        assertThat(request(single).text("queryString")).isEqualTo("q=a%20b");
        assertThat(request(single).bytes("body")).isEqualTo(new byte[] {1, 2, 3});
        Message multi = request(
                """
                {'requestContext':{'elb':{'targetGroupArn':'arn'}},'httpMethod':'GET','path':'/',
                 'multiValueQueryStringParameters':{'q':['a%20b','c']},'multiValueHeaders':{'host':['h'],'x':['1','2']},
                 'body':'','isBase64Encoded':false}
                """);
        assertThat(multi.text("queryString")).isEqualTo("q=a%20b&q=c");
        assertThat(multi.textMap("header")).containsEntry("host", "h").containsEntry("x", "1, 2");
    }

    @Test
    void what_is_no_request_is_none_and_one_that_lacks_its_method_is_an_error() throws Exception {
        for (String other : List.of(
                "{'type':'REQUEST','methodArn':'arn','httpMethod':'GET','path':'/'," + REST_CONTEXT + "}",
                "{'requestContext':{'connectionId':'c','identity':{},'requestTimeEpoch':1,'eventType':'CONNECT'}}",
                "{'requestContext':{}}",
                "[1]",
                "7",
                "not json",
                "")) {
            assertThat(event(other).http()).as(other).isEmpty();
        }
        assertThatThrownBy(() -> http("{'path':'/'," + REST_CONTEXT + "}"))
                .hasMessage("Missing method in API Gateway proxy request");
        assertThatThrownBy(() -> http("{'httpMethod':'GET','requestContext':{'elb':{}}}"))
                .hasMessage("Missing path in ALB target group request");
        assertThatThrownBy(() -> http("{'requestContext':{'http':{'path':'/'}}}"))
                .hasMessage("Missing method in API Gateway v2 proxy request");
        assertThatThrownBy(() -> request(HTTP_API.replace("'isBase64Encoded':false", "'isBase64Encoded':true")
                        .replace("Hello", "?!")))
                .hasMessageContaining("base64");
    }

    @Test
    void each_form_is_answered_in_its_own_way() throws Exception {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("Content-Type", "text/plain");
        header.put("set-cookie", "a=1");
        header.put("Set-Cookie", "b=2");
        header.put("Content-Length", "999");
        header.put("Connection", "close");
        byte[] reply = reply(201, "Created", header, "é".getBytes(UTF_8));
        assertThat(tree(http(HTTP_API).answer(reply)))
                .isEqualTo(Map.of(
                        "statusCode",
                        new java.math.BigInteger("201"),
                        "headers",
                        Map.of("content-type", "text/plain"),
                        "cookies",
                        List.of("a=1", "b=2"),
                        "body",
                        "é",
                        "isBase64Encoded",
                        false));
        assertThat(tree(http("{'httpMethod':'GET','path':'/'," + REST_CONTEXT + "}")
                                .answer(reply))
                        .get("multiValueHeaders"))
                .isEqualTo(Map.of("set-cookie", List.of("a=1", "b=2")));
        String balancer = "{'requestContext':{'elb':{}},'httpMethod':'GET','path':'/'HEADERS}";
        Map<?, ?> single = tree(http(balancer.replace("HEADERS", "")).answer(reply));
        assertThat(single.get("statusDescription")).isEqualTo("201 Created");
        assertThat(single.get("headers")).isEqualTo(Map.of("content-type", "text/plain", "set-cookie", "b=2"));
        Map<?, ?> multi = tree(http(balancer.replace("HEADERS", ",'multiValueHeaders':{'host':['h']}"))
                .answer(reply));
        assertThat(multi.get("multiValueHeaders"))
                .isEqualTo(Map.of("content-type", List.of("text/plain"), "set-cookie", List.of("a=1", "b=2")));
        assertThat(multi.get("headers")).isNull();
    }

    @Test
    void an_empty_body_is_null_text_is_text_and_anything_else_base64() throws Exception {
        HttpEvent event = http(HTTP_API);
        Map<?, ?> empty = tree(event.answer(reply(204, "", Map.of(), new byte[0])));
        assertThat(empty.get("body")).isNull();
        assertThat(empty.get("isBase64Encoded")).isEqualTo(false);
        Map<?, ?> binary = tree(event.answer(reply(200, "OK", Map.of(), new byte[] {(byte) 0xff, 0})));
        assertThat(binary.get("body")).isEqualTo("/wA=");
        assertThat(binary.get("isBase64Encoded")).isEqualTo(true);
    }

    @Test
    void an_answer_that_could_not_stand_on_the_wire_is_refused() throws Exception {
        HttpEvent event = http(HTTP_API);
        for (byte[] bad : List.of(
                new byte[0],
                new byte[] {(byte) 0x84},
                reply(0, "", Map.of(), new byte[0]),
                reply(700, "", Map.of(), new byte[0]),
                reply(200, "", Map.of("a\nb", "x"), new byte[0]),
                reply(200, "", Map.of("a", "x\r\nset-cookie: y"), new byte[0]))) {
            assertThatThrownBy(() -> event.answer(bad)).isInstanceOf(EventException.class);
        }
    }

    @Test
    void a_function_url_is_told_from_an_api_and_a_stream_is_the_head_eight_zeros_and_the_body() throws Exception {
        assertThat(http(HTTP_API).ofFunctionUrl()).isFalse();
        HttpEvent url =
                http(HTTP_API.replace("id.execute-api.us-east-1.amazonaws.com", "abc.lambda-url.us-east-1.on.aws"));
        assertThat(url.ofFunctionUrl()).isTrue();
        String stream =
                new String(url.streamedAnswer(reply(200, "OK", Map.of("a", "b"), "body".getBytes(UTF_8))), UTF_8);
        assertThat(stream).endsWith("\0\0\0\0\0\0\0\0body");
        assertThat(tree(stream.substring(0, stream.indexOf('\0')).getBytes(UTF_8)))
                .isEqualTo(Map.of(
                        "statusCode",
                        new java.math.BigInteger("200"),
                        "headers",
                        Map.of("a", "b"),
                        "cookies",
                        List.of()));
    }
}
