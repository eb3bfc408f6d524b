using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>The API document at <c>/openapi.json</c>.</summary>
public sealed class DocumentTests(Api api) : IClassFixture<Api>
{
    private const string UpdateVariable = "UPDATE_GOLDEN";
    private static readonly string[] Open =
        [
            "post /api/v1/auth/register", "post /api/v1/auth/login", "post /api/v1/auth/refresh", "post /api/v1/auth/logout",
            "get /health/live", "get /health/ready",
        ];

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_document_matches_the_golden_file()
    {
        var document = (await DocumentAsync()).ToJsonString(Indented) + "\n";
        var golden = GoldenFile();
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(golden, document);
        }

        (await File.ReadAllTextAsync(golden)).ShouldBe(
            document, $"The API document changed. If it should, run this test once with {UpdateVariable}=1 "
                + $"and review the difference in {System.IO.Path.GetFileName(golden)}.");
    }

    [Fact]
    public async Task Every_route_of_the_service_is_in_the_document()
    {
        var routes = api.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText is not ("/" or "/metrics" or "/openapi.json"))
            .SelectMany(route => (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                .Where(method => method != "HEAD").Select(method => $"{method} {Path(route)}"));
        var documented = (await DocumentAsync())["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));

        routes.Distinct().ShouldBe(documented, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_operation_has_a_description_and_its_errors()
    {
        foreach (var (name, operation) in await OperationsAsync())
        {
            operation["summary"]?.GetValue<string>().ShouldNotBeNullOrWhiteSpace(name);
            operation["summary"].ShouldNotBeNull(name);
            operation["tags"]!.AsArray().ShouldHaveSingleItem();
            foreach (var (status, examples) in Examples(operation).Where(_ => name != "get /health/ready"))
            {
                examples.ShouldNotBeEmpty($"{name} {status}");
                examples.ShouldAllBe(example => example.Value!["value"]!["error"]!["code"]!.GetValue<string>() == example.Key);
            }
        }
    }

    [Fact]
    public async Task Operations_document_their_body_errors_and_their_security()
    {
        foreach (var (name, operation) in await OperationsAsync())
        {
            var statuses = operation["responses"]!.AsObject().Select(response => response.Key).ToList();
            (operation["requestBody"] is not null).ShouldBe(statuses.Contains("413") && statuses.Contains("415"), name);
            (operation["security"]?[0]?["bearer"] is not null).ShouldBe(!Open.Contains(name), name);
            statuses.Any(status => status.StartsWith('2')).ShouldBeTrue(name);
        }
    }

    [Fact]
    public async Task Every_reference_resolves_and_every_schema_is_used()
    {
        var document = await DocumentAsync();
        var schemas = document["components"]!["schemas"]!.AsObject().Select(schema => $"#/components/schemas/{schema.Key}");
        var references = References(document)
            .Where(reference => reference.StartsWith("#/components/schemas/", StringComparison.Ordinal)).Distinct();

        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1.");
        document["info"]!["title"]!.GetValue<string>().ShouldBe("Task Tracker");
        schemas.ShouldBe(references, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_documented_member_has_a_type()
    {
        foreach (var (name, schema) in (await DocumentAsync())["components"]!["schemas"]!.AsObject())
        {
            foreach (var (member, property) in schema!["properties"]?.AsObject() ?? [])
            {
                (property!["type"] ?? property["$ref"] ?? property["oneOf"]).ShouldNotBeNull($"{name}.{member}");
            }
        }
    }

    [Fact]
    public async Task Examples_of_errors_match_their_schema()
    {
        var conformance = new OpenApiConformance((await DocumentAsync()).ToJsonString());
        foreach (var (name, operation) in (await OperationsAsync()).Where(operation => operation.Name != "get /health/ready"))
        {
            var (method, path) = (name.Split(' ')[0].ToUpperInvariant(), name.Split(' ')[1]);
            Examples(operation).SelectMany(errors => errors.Examples.SelectMany(example =>
                conformance.Check(method, path, errors.Status, "application/json", example.Value!["value"]!.ToJsonString())))
                .ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_document_has_a_documentation_page()
    {
        var page = await api.Http.GetAsync("/docs/index.html");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync()).ShouldContain("swagger");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Only_the_root_redirects_to_the_documentation_page(string method)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = api.Http.BaseAddress };

        using var root = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/"));
        using var unknown = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/nope"));

        (root.StatusCode, root.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.Redirect, "/docs"));
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        unknown.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    private async Task<List<(string Name, JsonNode Operation)>> OperationsAsync() =>
        [.. (await DocumentAsync())["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => ($"{operation.Key} {path.Key}", operation.Value!)))];

    /// <summary>The errors with a body: a failed condition or range has none.</summary>
    private static IEnumerable<(int Status, JsonObject Examples)> Examples(JsonNode operation) =>
        operation["responses"]!.AsObject().Select(response => (Status: int.Parse(response.Key), Response: response.Value!))
            .Where(response => response.Status is >= 400 and not (412 or 416))
            .Select(response => (response.Status, response.Response["content"]!["application/json"]!["examples"]?.AsObject() ?? []));

    private static string Path(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.Trim('/');

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(
            member => member is { Key: "$ref", Value: JsonValue reference } ? [reference.GetValue<string>()] : References(member.Value)),
        JsonArray elements => elements.SelectMany(References),
        _ => [],
    };

    private async Task<JsonObject> DocumentAsync() => JsonNode.Parse(await api.Http.GetStringAsync("/openapi.json"))!.AsObject();

    internal static string GoldenFile([CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "openapi.golden.json");
}
