using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;

namespace Tracker.Tests.Platform.Observability;

/// <summary>A strict reader of Prometheus' text format 0.0.4: it refuses everything it does not know.</summary>
internal sealed partial class Exposition
{
    private readonly Dictionary<string, string> types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> samples = new(StringComparer.Ordinal);
    private readonly HashSet<string> helps = new(StringComparer.Ordinal);

    private string family = "";

    public IReadOnlyDictionary<string, string> Types => types;

    /// <summary>Maps name and labels as written to the value.</summary>
    public IReadOnlyDictionary<string, double> Samples => samples;

    public static Exposition Parse(string page)
    {
        page.ShouldEndWith("\n");
        var exposition = new Exposition();
        foreach (var line in page[..^1].Split('\n'))
        {
            exposition.Read(line);
        }

        return exposition;
    }

    private void Read(string line)
    {
        if (HelpLine().Match(line) is { Success: true } help)
        {
            family = help.Groups["name"].Value;
            helps.Add(family).ShouldBeTrue($"HELP twice: {line}");
        }
        else if (TypeLine().Match(line) is { Success: true } type)
        {
            type.Groups["name"].Value.ShouldBe(family, $"TYPE of another family: {line}");
            types.TryAdd(family, type.Groups["type"].Value).ShouldBeTrue($"TYPE twice: {line}");
        }
        else
        {
            Sample(line);
        }
    }

    private void Sample(string line)
    {
        var sample = SampleLine().Match(line);
        sample.Success.ShouldBeTrue($"no sample: {line}");
        string[] suffixes = types[family] == "histogram" ? ["_bucket", "_sum", "_count"] : [""];
        suffixes.Any(suffix => family + suffix == sample.Groups["name"].Value).ShouldBeTrue($"not of {family}: {line}");

        var value = sample.Groups["value"].Value switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var number => double.Parse(number, CultureInfo.InvariantCulture),
        };
        samples.TryAdd(sample.Groups["name"].Value + sample.Groups["labels"].Value, value).ShouldBeTrue($"twice: {line}");
    }

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\\n]|\\\\|\\n)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HelpLine();

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeLine();

    [GeneratedRegex(
        """^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>(?:\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*")*\})?) (?<value>[+-]Inf|NaN|-?[0-9]+(?:\.[0-9]+)?(?:E[+-][0-9]+)?)$""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SampleLine();
}
