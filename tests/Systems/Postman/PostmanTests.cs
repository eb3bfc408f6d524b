using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Host;
using Tracker.Platform.Hosting;
using Tracker.Tests.Systems.Command;

namespace Tracker.Tests.Systems.Postman;

/// <summary>Every collection of docs/postman, run by newman against the running system of its name.</summary>
public sealed class PostmanTests
{
    private const string Ending = ".postman_collection.json";
    private static readonly string Folder = Path.Combine(TrackerProcess.Checkout, "docs", "postman");
    private static readonly string Newman =
        Path.Combine(TrackerProcess.Checkout, "tests", "TestKit", "newman", "node_modules", "newman", "bin", "newman.js");

    /// <summary>The systems that have a collection.</summary>
    public static TheoryData<string> Collections =>
        [.. Directory.EnumerateFiles(Folder, "*" + Ending).Select(file => Path.GetFileName(file)[..^Ending.Length]).Order()];

    [Theory]
    [MemberData(nameof(Collections))]
    public async Task A_collection_passes_twice_from_top_to_bottom(string name)
    {
        var system = SystemCatalog.Systems.Single(one => one.Name == name);
        await using var data = await DataFolderFixture.UsedAsync(system);
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        var (code, output) = await RunAsync(name, system.Services.Select(service => $"{Variable(service)}={data.UrlOf(service.Name)}"));

        code.ShouldBe(0, output);
    }

    [Theory]
    [MemberData(nameof(Collections))]
    public void Every_request_has_a_test_and_uses_the_variables(string name)
    {
        var collection = JsonNode.Parse(File.ReadAllText(FileOf(name)))!;
        var requests = Requests(collection).ToList();

        collection["info"]!["schema"]!.GetValue<string>().ShouldEndWith("/v2.1.0/collection.json");
        requests.ShouldNotBeEmpty();
        requests.ShouldAllBe(request => request["event"]!.ToJsonString().Contains("pm.test("));
        requests.ShouldAllBe(request => UrlOf(request).StartsWith("{{"));
        collection["variable"]!.AsArray().Select(variable => variable!["key"]!.GetValue<string>()).ShouldContain("token");
    }

    private static string UrlOf(JsonNode request) => request["request"]!["url"]!.GetValue<string>();

    private static string FileOf(string name) => Path.Combine(Folder, name + Ending);

    private static string Variable(ServiceDefinition service) => service.VariablePrefix.ToLowerInvariant() + "_url";

    private static IEnumerable<JsonNode> Requests(JsonNode parent) =>
        parent["item"]!.AsArray().SelectMany(item => item!["request"] is null ? Requests(item) : [item]);

    private static async Task<(int ExitCode, string Output)> RunAsync(string name, IEnumerable<string> variables)
    {
        File.Exists(Newman).ShouldBeTrue($"{Newman} is not installed: ./tracker test installs it.");
        using var newman = Process.Start(new ProcessStartInfo(
            "node",
            [
                Newman, "run", FileOf(name), "--iteration-count", "2", "--color", "off",
                .. variables.SelectMany(variable => new[] { "--env-var", variable }),
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var (output, errors) = (newman.StandardOutput.ReadToEndAsync(), newman.StandardError.ReadToEndAsync());
            await newman.WaitForExitAsync().WaitAsync(TrackerProcess.Patience);
            return (newman.ExitCode, await output + await errors);
        }
        finally
        {
            if (!newman.HasExited)
            {
                newman.Kill(entireProcessTree: true);
            }
        }
    }
}
