using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>The API document at <c>/openapi.json</c>.</summary>
public sealed class DocumentTests(Api api) : IClassFixture<Api>
{
    private const string UpdateVariable = "UPDATE_GOLDEN";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_document_is_the_one_that_was_agreed_on()
    {
        var document = (await DocumentAsync()).ToJsonString(Indented) + "\n";
        var golden = GoldenFile();
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(golden, document);
        }

        (await File.ReadAllTextAsync(golden)).ShouldBe(document, $"The API document changed. If it should, run this test once with {UpdateVariable}=1 and review the difference in {Path.GetFileName(golden)}.");
    }

    private async Task<JsonObject> DocumentAsync() => JsonNode.Parse(await api.Http.GetStringAsync("/openapi.json"))!.AsObject();

    private static string GoldenFile([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "openapi.golden.json");
}
