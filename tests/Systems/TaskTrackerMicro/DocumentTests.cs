using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace Tracker.Tests.Systems.TaskTrackerMicro;

/// <summary>The API documents at <c>/openapi.json</c>.</summary>
public sealed class DocumentTests(Micro micro) : IClassFixture<Micro>
{
    private const string UpdateVariable = "UPDATE_GOLDEN";
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("api-gateway", "Gateway")]
    [InlineData("user-service", "Users")]
    [InlineData("task-service", "Tasks")]
    [InlineData("stats-service", "Stats")]
    public async Task The_document_matches_the_golden_file(string service, string folder)
    {
        var document = JsonNode.Parse(await micro.DocumentAsync(service))!.ToJsonString(Indented) + "\n";
        var golden = GoldenFile(folder);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(golden, document);
        }

        (await File.ReadAllTextAsync(golden)).ShouldBe(
            document,
            $"The API document changed. If it should, run this test once with {UpdateVariable}=1 and review the difference in {golden}.");
    }

    [Theory]
    [InlineData("api-gateway")]
    [InlineData("user-service")]
    [InlineData("task-service")]
    [InlineData("stats-service")]
    public async Task Every_service_has_a_documentation_page_and_metrics(string service)
    {
        (await micro.Services[service].Http.GetStringAsync("/docs/index.html")).ShouldContain("swagger");
        (await micro.Services[service].Http.GetStringAsync("/metrics")).ShouldContain("http_requests_total");
    }

    [Theory]
    [InlineData("api-gateway")]
    [InlineData("user-service")]
    [InlineData("task-service")]
    [InlineData("stats-service")]
    public async Task Every_operation_has_a_summary(string service)
    {
        var document = JsonNode.Parse(await micro.DocumentAsync(service))!;

        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .ShouldAllBe(operation => operation.Value!["summary"] != null);
    }

    private static string GoldenFile(string folder, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, folder, "openapi.golden.json");
}
