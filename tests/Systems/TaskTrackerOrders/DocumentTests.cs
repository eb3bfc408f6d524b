using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace Tracker.Tests.Systems.TaskTrackerOrders;

/// <summary>The API documents at <c>/openapi.json</c>.</summary>
public sealed class DocumentTests(OrderSystem system) : IClassFixture<OrderSystem>
{
    private const string UpdateVariable = "UPDATE_GOLDEN";
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("Auth")]
    [InlineData("Orders")]
    [InlineData("Notifications")]
    public async Task The_document_matches_the_golden_file(string service)
    {
        var http = service switch
        {
            "Auth" => system.Auth,
            "Orders" => system.Orders,
            _ => system.Notifications,
        };
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi.json"))!.ToJsonString(Indented) + "\n";
        var golden = GoldenFile(service);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(golden, document);
        }

        (await File.ReadAllTextAsync(golden)).ShouldBe(
            document,
            $"The API document changed. If it should, run this test once with {UpdateVariable}=1 and review the difference in {golden}.");
    }

    private static string GoldenFile(string service, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, service, "openapi.golden.json");
}
