using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Http;

/// <summary>A service whose ids are integers, whose times have no zone, and one of whose endpoints takes forms.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";
    private const string Accepted = Form + " or " + Json;

    private static readonly SystemDefinition Toy =
        new("toy", "TOY_SECRET", [new ServiceDefinition("api", 0, "/health", Build)]) { Accounts = "api" };

    private TestService service = null!;

    public async ValueTask InitializeAsync() => service = await TestService.StartAsync(Toy, "api", new Dictionary<string, string>());

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Theory]
    [InlineData("42", 42)]
    [InlineData("-1", -1)]
    [InlineData("007", 7)]
    [InlineData("9223372036854775808", long.MaxValue)]
    public async Task A_path_number_is_read_by_value(string text, long number) =>
        (await (await service.Http.GetAsync($"/things/{text}")).ReadAsync())["id"]!.GetValue<long>().ShouldBe(number);

    [Theory]
    [InlineData("x")]
    [InlineData("1.0")]
    [InlineData("%201")]
    public async Task A_path_without_a_number_is_a_field_fault(string text) =>
        await (await service.Http.GetAsync($"/things/{text}")).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity,
            """{"detail": [{"loc": ["path", "thing_id"], "msg": "must be a whole number", "type": "int_parsing"}]}""");

    [Theory]
    [InlineData(Form, "name=a+%26%C3%B6&done=true&count=2")]
    [InlineData(Form + "; charset=utf-8", "count=2&done=false&&done=true&name=a%20%26%C3%B6&Name=other&other")]
    [InlineData(Json, """{"name": "a &ö", "done": true, "count": 2}""")]
    public async Task A_form_and_JSON_give_the_same_fields(string type, string body) =>
        await (await PostAsync("/forms", type, body)).ShouldBeAsync(HttpStatusCode.OK, """{"name": "a &ö", "done": true, "count": 2}""");

    [Theory]
    [InlineData(Form, "")]
    [InlineData(Json, "{}")]
    public async Task Missing_fields_of_a_form_are_faults_as_in_JSON(string type, string body) =>
        await (await PostAsync("/forms", type, body)).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity,
            """
            {"detail": [
                {"loc": ["body", "name"], "msg": "is required", "type": "missing"},
                {"loc": ["body", "count"], "msg": "is required", "type": "missing"}
            ]}
            """);

    [Theory]
    [InlineData(Form, "name=x&count=1&done=maybe")]
    [InlineData(Form, "name=x&count=1&done=null")]
    [InlineData(Form, "name=x&count=1&done=")]
    [InlineData(Json, """{"name": "x", "count": 1, "done": "true"}""")]
    [InlineData(Json, """{"name": "x", "count": 1, "done": 1}""")]
    public async Task Anything_else_is_no_boolean(string type, string body) =>
        await (await PostAsync("/forms", type, body)).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity,
            """{"detail": [{"loc": ["body", "done"], "msg": "must be true or false", "type": "bool_type"}]}""");

    [Fact]
    public async Task An_absent_boolean_and_null_are_the_same() =>
        await (await PostAsync("/forms", Json, """{"name": "x", "count": 1, "done": null}""")).ShouldBeAsync(
            HttpStatusCode.OK, """{"name": "x", "done": null, "count": 1}""");

    [Fact]
    public async Task A_response_reports_at_most_a_hundred_faults()
    {
        var texts = string.Join(',', Enumerable.Repeat("\"\"", 5_000));

        var answer = await PostAsync("/texts", Json, $$"""{"tags": [{{texts}}]}""");

        (await answer.ReadAsync(HttpStatusCode.UnprocessableEntity))["detail"]!.AsArray().Count.ShouldBe(100);
    }

    [Theory]
    [InlineData("/forms", "text/plain", Accepted)]
    [InlineData("/forms", Form + "; charset=latin1", Accepted)]
    [InlineData("/json", Form, Json)]
    public async Task A_415_names_the_types_that_are_accepted(string path, string type, string accepted) =>
        await (await PostAsync(path, type, "name=x")).ShouldBeAsync(
            HttpStatusCode.UnsupportedMediaType, $$"""{"detail": "Send the body with Content-Type: {{accepted}}"}""");

    [Fact]
    public async Task The_policy_gives_times_their_form() =>
        (await (await service.Http.GetAsync("/things/1")).ReadAsync())["at"]!.GetValue<string>().ShouldBe("2025-12-31T10:00:00");

    [Fact]
    public async Task The_API_document_tells_number_and_time_as_they_are()
    {
        var document = JsonNode.Parse(await service.Http.GetStringAsync("/openapi.json"))!;

        var get = document["paths"]!["/things/{thing_id}"]!["get"]!;
        get["parameters"]![0]!["schema"]!.ToJsonString().ShouldBe("""{"type":"integer","format":"int64"}""");
        var at = document["components"]!["schemas"]!["Thing"]!["properties"]!["at"]!;
        (at["type"]!.GetValue<string>(), at["format"], at["pattern"]!.GetValue<string>()).ShouldBe(
            ("string", null, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$"));
        document["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).ShouldNotContain("PathNumber");
    }

    private static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        builder.Services.AddTrackerHttp(
            new HttpPolicy(new DetailErrorFormat()) { Times = WireTime.WholeSeconds }, new DefaultJsonTypeInfoResolver());
        builder.Services.AddOpenApi(document => document.Describe("Toy", "A toy."));
        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapGet("/health", () => Results.Ok());
        app.MapGet("/things/{thing_id}", IResult (PathNumber thing_id) =>
        {
            var faults = new FaultList();
            var id = thing_id.Read("thing_id", faults);
            return faults.Any ? faults.ToProblem() : Results.Ok(new Thing(id, new DateTime(2025, 12, 31, 10, 0, 0, 999, DateTimeKind.Utc)));
        }).Produces<Thing>();
        var body = new BodyDescription("ThingRequest", "A thing.");
        app.MapPost("/forms", (Delegate)ReadAsync).TakesBody(body with { ContentTypes = [Form, Json] });
        app.MapPost("/json", (Delegate)ReadAsync).TakesBody(body);
        app.MapPost("/texts", (Delegate)ReadTextsAsync).TakesBody(body);
        app.MapApiDocument();
        return app;
    }

    private static async Task<IResult> ReadAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context);
        var name = body.RequiredText("name", new TextRule(1, 100));
        var fields = new Fields(name, body.OptionalBoolean("done"), body.RequiredInteger("count", min: 1));
        return body.Faults.Any ? body.Faults.ToProblem() : Results.Ok(fields);
    }

    private static async Task<IResult> ReadTextsAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context);
        body.OptionalTexts("tags", new TextRule(1, 50));
        return body.Faults.Any ? body.Faults.ToProblem() : Results.Ok();
    }

    private Task<HttpResponseMessage> PostAsync(string path, string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return service.Http.PostAsync(path, content);
    }

    private sealed record Thing(long Id, DateTime At);

    private sealed record Fields(string Name, bool? Done, long Count);
}
