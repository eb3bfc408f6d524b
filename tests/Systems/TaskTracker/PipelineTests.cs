using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Steps common to all requests: routes, correlation ids, CORS, metrics and logs (document 002 §5.2, §5.6, §7).</summary>
public sealed class PipelineTests(Api api) : IClassFixture<Api>
{
    private const string Header = "X-Correlation-ID";

    [Theory]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/nowhere")]
    [InlineData("/api/v2/tasks")]
    [InlineData("/API/V1/tasks/a/b/c")]
    public async Task An_unknown_path_is_not_found(string path) =>
        await (await api.Http.GetAsync(path)).ShouldBeAsync(
            HttpStatusCode.NotFound, """{"error": {"code": "NOT_FOUND", "message": "Not found", "details": {}, "correlation_id": "*"}}""");

    [Theory]
    [InlineData("DELETE", "/api/v1/tasks", "GET, POST")]
    [InlineData("POST", "/api/v1/tasks/0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa", "DELETE, GET, PATCH, PUT")]
    [InlineData("GET", "/api/v1/auth/login", "POST")]
    [InlineData("POST", "/api/v1/auth/me", "GET")]
    [InlineData("BREW", "/health/live", "GET")]
    public async Task A_wrong_method_is_answered_with_the_allowed_ones(string method, string path, string allowed)
    {
        var answer = await api.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        await answer.ShouldBeAsync(
            HttpStatusCode.MethodNotAllowed,
            """{"error": {"code": "METHOD_NOT_ALLOWED", "message": "Method not allowed", "details": {}, "correlation_id": "*"}}""");
        string.Join(", ", answer.Content.Headers.Allow.Order(StringComparer.Ordinal)).ShouldBe(allowed);
    }

    [Theory]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/api/v1/tasks", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/auth/login", HttpStatusCode.MethodNotAllowed)]
    public async Task HEAD_answers_like_GET_without_the_body(string path, HttpStatusCode status)
    {
        var answer = await api.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", "/health/live", 1)]
    [InlineData("GET", "/health/live", 16 * 1024 * 1024)]
    [InlineData("POST", "/api/v1/auth/login", 16 * 1024 * 1024)]
    public async Task A_sender_of_an_oversized_unread_body_receives_the_413(string method, string path, int more)
    {
        var request =
            new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(new byte[(1024 * 1024) + more]) };
        request.Content.Headers.ContentType = new("application/json");

        (await api.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("b123e456")]
    [InlineData("A.b_c-9")]
    public async Task A_given_correlation_id_is_in_header_and_error(string given)
    {
        var answer = await GetAsync("/api/v1/tasks", (Header, given));

        answer.Headers.GetValues(Header).ShouldBe([given]);
        (await answer.ReadAsync(HttpStatusCode.Unauthorized))["error"]!["correlation_id"]!.GetValue<string>().ShouldBe(given);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("<script>")]
    [InlineData("{\"json\":1}")]
    public async Task An_unloggable_correlation_id_is_replaced(string given)
    {
        var answer = await GetAsync("/health/live", (Header, given));

        answer.Headers.GetValues(Header).ShouldHaveSingleItem().ShouldMatch("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task A_correlation_id_has_at_most_128_characters()
    {
        var maxLength = new string('x', 128);

        (await GetAsync("/health/live", (Header, maxLength))).Headers.GetValues(Header).ShouldBe([maxLength]);
        (await GetAsync("/health/live", (Header, maxLength + "x"))).Headers.GetValues(Header).ShouldHaveSingleItem().Length.ShouldBe(32);
    }

    [Fact]
    public async Task Only_the_origin_of_the_front_end_may_call()
    {
        var own = await GetAsync("/health/live", ("Origin", "http://localhost:3000"));
        var other = await GetAsync("/health/live", ("Origin", "http://evil.example"));

        own.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["http://localhost:3000"]);
        own.Headers.GetValues("Access-Control-Expose-Headers").ShouldHaveSingleItem().ShouldContain(Header);
        other.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://localhost:3000", true)]
    [InlineData("http://evil.example", false)]
    public async Task Only_the_front_end_gets_a_preflight_answer(string origin, bool allowed)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/tasks/0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "PATCH");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");

        var answer = await api.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(allowed);
        answer.Headers.TryGetValues("Access-Control-Allow-Methods", out var methods).ShouldBe(allowed);
        (methods ?? ["PATCH"]).ShouldHaveSingleItem().ShouldContain("PATCH");
    }

    [Fact]
    public async Task An_error_answer_is_readable_by_the_front_end()
    {
        var answer = await GetAsync("/api/v1/tasks", ("Origin", "http://localhost:3000"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeTrue();
    }

    [Fact]
    public async Task Metrics_are_labelled_by_route_template()
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync();
        await person.GetAsync($"/tasks/{id}");
        await person.DeleteAsync($"/tasks/{id}");
        await person.GetAsync($"/tasks/{id}");

        var answer = await api.Http.GetAsync("/metrics");
        var text = await answer.Content.ReadAsStringAsync();

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        text.ShouldContain("""http_requests_total{path="/api/v1/tasks/{task_id}",method="GET",status="200"} """);
        text.ShouldContain("""http_requests_total{path="/api/v1/tasks/{task_id}",method="DELETE",status="204"} """);
        text.ShouldContain("""http_request_duration_seconds_count{path="/api/v1/tasks/{task_id}",method="GET"} """);
        text.ShouldContain("""errors_total{type="TASK_NOT_FOUND"} """);
        text.ShouldNotContain(id);
    }

    [Fact]
    public async Task Unknown_paths_add_no_labels()
    {
        await api.Http.GetAsync("/one/of/many/paths");

        (await api.Http.GetStringAsync("/metrics")).ShouldNotContain("of/many");
    }

    [Fact]
    public async Task A_request_writes_one_line_with_the_documented_fields()
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync();
        var correlationId = (await person.GetAsync($"/tasks/{id}?x=1")).Headers.GetValues(Header).Single();

        var line = JsonNode.Parse(
            (await api.Service.LogAsync()).Split('\n').Single(line => line.Contains(correlationId, StringComparison.Ordinal)))!;

        new[] { "level", "correlation_id", "user_id", "path", "method" }.Select(field => line[field]!.GetValue<string>())
            .ShouldBe(["info", correlationId, person.Id.ToString(), $"/api/v1/tasks/{id}", "GET"]);
        line["status"]!.GetValue<int>().ShouldBe(200);
        line["latency_ms"]!.GetValue<double>().ShouldBeGreaterThan(0);
        new[] { "timestamp", "message", "logger" }.ShouldAllBe(field => line[field] != null);
    }

    private Task<HttpResponseMessage> GetAsync(string path, (string Name, string Value) header)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value).ShouldBeTrue();
        return api.Http.SendAsync(request);
    }
}
