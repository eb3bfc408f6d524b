using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Gateway;

public sealed class MergedDocumentTests
{
    private const string Users = """
        {
            "openapi": "3.1.1", "info": {"title": "Users", "version": "1.0.0"}, "servers": [{"url": "/"}],
            "paths": {
                "/health": {"get": {"responses": {}}},
                "/api/v1/auth/login": {"post": {
                    "tags": ["Auth"],
                    "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Token"}}}}}
                }}
            },
            "components": {
                "schemas": {"Token": {"type": "object"}, "Fault": {"type": "object"}},
                "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}
            },
            "tags": [{"name": "Auth"}, {"name": "Shared"}]
        }
        """;

    private const string Tasks = """
        {
            "openapi": "3.1.1", "info": {"title": "Tasks", "version": "1.0.0"},
            "paths": {
                "/api/v1/tasks/": {"get": {
                    "security": [{"bearer": []}],
                    "responses": {
                        "200": {"content": {"application/json": {"schema": {
                            "type": "array", "items": {"$ref": "#/components/schemas/Token"}}}}},
                        "404": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}}
                    }
                }}
            },
            "components": {
                "schemas": {
                    "Token": {"type": "object", "properties": {"inner": {"$ref": "#/components/schemas/Token"}}},
                    "Fault": {"type": "object"}
                },
                "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}
            },
            "tags": [{"name": "Shared"}, {"name": "Tasks"}]
        }
        """;

    [Fact]
    public async Task The_document_has_the_paths_that_the_gateway_forwards()
    {
        var document = await MergeAsync(Users, Tasks);

        document["info"]!["title"]!.GetValue<string>().ShouldBe("Toy gateway");
        document["paths"]!.AsObject().Select(path => path.Key).ShouldBe(["/health", "/api/v1/auth/login", "/api/v1/tasks/"]);
        document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).ShouldBe(["Auth", "Shared", "Tasks"], ignoreOrder: true);
        document["servers"]![0]!["url"]!.GetValue<string>().ShouldBe("/");
    }

    [Fact]
    public async Task A_component_that_collides_gets_the_service_in_its_name()
    {
        var document = await MergeAsync(Users, Tasks);

        var schemas = document["components"]!["schemas"]!.AsObject();
        schemas.Select(schema => schema.Key).ShouldBe(["Error", "Token", "Fault", "Token_task-service"], ignoreOrder: true);
        schemas["Token_task-service"]!["properties"]!["inner"]!["$ref"]!.GetValue<string>()
            .ShouldBe("#/components/schemas/Token_task-service");
        document["paths"]!["/api/v1/auth/login"]!.ToJsonString().ShouldContain("\"#/components/schemas/Token\"");
        document["paths"]!["/api/v1/tasks/"]!.ToJsonString().ShouldContain("\"#/components/schemas/Token_task-service\"");
    }

    [Fact]
    public async Task A_colliding_security_scheme_is_renamed_where_it_is_required()
    {
        var document = await MergeAsync(Users, Tasks.Replace("\"http\"", "\"apiKey\"", StringComparison.Ordinal));

        document["components"]!["securitySchemes"]!["bearer_task-service"]!["type"]!.GetValue<string>().ShouldBe("apiKey");
        document["paths"]!["/api/v1/tasks/"]!["get"]!["security"]!.ToJsonString().ShouldBe("""[{"bearer_task-service":[]}]""");
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("")]
    [InlineData("[]")]
    public async Task A_service_without_a_document_is_named_as_missing(string tasks)
    {
        var document = await MergeAsync(Users, tasks);

        document["paths"]!.AsObject().ShouldNotContainKey("/api/v1/tasks/");
        document["info"]!["description"]!.GetValue<string>().ShouldEndWith("**Not included, since they do not answer: task-service.**");
    }

    [Fact]
    public async Task A_document_is_kept_for_a_short_time()
    {
        var asked = 0;
        await using var backend = await Backend.StartAsync(context =>
        {
            Interlocked.Increment(ref asked);
            return context.Response.WriteAsync(Tasks);
        });
        await using var gateway = await TestGateway.StartAsync(backend.Url, backend.Url);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => gateway.Http.GetStringAsync("/openapi.json")));

        asked.ShouldBe(2);
    }

    [Fact]
    public async Task The_docs_page_stands_on_the_port_of_the_gateway()
    {
        await using var gateway = await TestGateway.StartAsync("http://127.0.0.1:1");

        (await gateway.Http.GetStringAsync("/docs/index.html")).ShouldContain("swagger");
    }

    private static async Task<JsonNode> MergeAsync(string users, string tasks)
    {
        await using var userService = await Backend.StartAsync(context => context.Response.WriteAsync(users));
        await using var taskService = await Backend.StartAsync(context => context.Response.WriteAsync(tasks));
        await using var gateway = await TestGateway.StartAsync(taskService.Url, userService.Url);
        return await (await gateway.Http.GetAsync("/openapi.json")).ReadAsync();
    }
}
