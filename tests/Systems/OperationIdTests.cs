using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Shouldly;

namespace Tracker.Tests.Systems;

/// <summary>The operation ids of all API documents, by which generated clients name their functions.</summary>
public sealed class OperationIdTests
{
    public static TheoryData<string> Documents() =>
        [.. Directory.EnumerateFiles(Folder(), "openapi.golden.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder(), file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Every_operation_has_an_id_of_its_own(string document)
    {
        var paths = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder(), document)))!["paths"]!.AsObject();
        var ids = paths
            .SelectMany(path => path.Value!.AsObject().Select(operation =>
                operation.Value!["operationId"]?.GetValue<string>() ?? $"{operation.Key} {path.Key}"))
            .ToList();

        ids.ShouldNotBeEmpty();
        ids.ShouldAllBe(id => char.IsAsciiLetterLower(id[0]) && id.All(char.IsAsciiLetter));
        ids.ShouldBeUnique();
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
