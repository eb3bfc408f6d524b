using System.Text.RegularExpressions;
using Shouldly;

namespace Tracker.Tests.Architecture;

/// <summary>The sources are read rather than the assemblies, since building this project does not build the other test projects.</summary>
public sealed partial class TestNameTests
{
    private const int MaxWords = 10;

    [Fact]
    public void Every_test_name_has_at_most_ten_words()
    {
        var names = Directory.EnumerateFiles(Path.Combine(Root(), "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => NamesIn(File.ReadAllText(file)))
            .ToList();

        names.Count.ShouldBeGreaterThan(1000);
        names.Where(IsLong).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("    [Fact]\n    public void {0}()")]
    [InlineData("    [Theory]\n    [InlineData(\"public void Other(\")]\n    public async Task {0}(string text)")]
    [InlineData("    [Fact(Skip = \"slow\")]\n    public static async Task<int> {0}()")]
    public void A_name_of_eleven_words_is_reported(string source)
    {
        const string Long = "A_name_of_this_test_that_is_made_of_eleven_words";

        NamesIn(source.Replace("{0}", Long, StringComparison.Ordinal)).Where(IsLong).ShouldBe([Long]);
    }

    private static IEnumerable<string> NamesIn(string source) => TestMethod().Matches(source).Select(match => match.Groups["name"].Value);

    private static bool IsLong(string name) => name.Split('_').Length > MaxWords;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tracker.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No folder above the test has a Tracker.slnx.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(
        @"^\s*\[(?:Fact|Theory)\b.*?^\s*public (?:[\w<>]+ )+(?<name>\w+)\(",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TestMethod();
}
