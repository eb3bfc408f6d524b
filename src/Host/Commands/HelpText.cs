using System.Reflection;
using Tracker.Host.Help;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Commands;

/// <summary>The pages of <c>help</c>: one text file per command, with the additions from the folders of the systems.</summary>
internal static class HelpText
{
    private const string Prefix = "Help.";
    private const string Overview = "tracker";

    private static readonly Assembly Own = typeof(HelpText).Assembly;

    /// <summary>The commands that have a page, and <c>help</c> itself.</summary>
    public static IReadOnlyList<string> Topics { get; } =
    [
        .. Own.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".txt".Length])
            .Where(topic => topic != Overview),
        "help",
    ];

    public static bool IsAskedFor(string[] args) => args is [] or ["help", ..] || args.Any(IsHelpOption);

    /// <summary>
    /// Returns the page of a command, or the overview. A system or service after the command limits the listed variables to its own.
    /// </summary>
    /// <exception cref="UsageException">The command is unknown.</exception>
    public static string For(string[] args, IReadOnlyList<SystemDefinition> systems)
    {
        var names = args.Where(arg => !IsHelpOption(arg) && arg != "help").ToList();
        var topic = names.FirstOrDefault() ?? Overview;
        var shown = names is [_, var path, ..] ? Within(systems, path) : systems;
        return Page(topic, systems) + topic switch
        {
            "up" => SettingsPage.OfUp(shown),
            "serve" => SettingsPage.OfServe(shown),
            _ => "",
        };
    }

    private static string Page(string topic, IReadOnlyList<SystemDefinition> systems)
    {
        using var page = Own.GetManifestResourceStream($"{Prefix}{topic}.txt")
            ?? throw new UsageException($"Unknown command '{topic}'.{Nearest.Suggestion(topic, Topics)} See: ./tracker help");
        using var reader = new StreamReader(page);
        var names = string.Join(", ", systems.Select(system => system.Name));
        var text = reader.ReadToEnd().Replace("{systems}", names, StringComparison.Ordinal);
        return text + string.Concat(OfSystems(topic));
    }

    private static IEnumerable<string> OfSystems(string topic)
    {
        var pages = Own.GetManifestResourceNames().Where(name => name.StartsWith($"SystemHelp.{topic}.", StringComparison.Ordinal));
        foreach (var name in pages.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(Own.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }

    // An unknown name shows everything.
    private static IReadOnlyList<SystemDefinition> Within(IReadOnlyList<SystemDefinition> systems, string path)
    {
        var names = path.Split('/');
        var found = systems.Where(system => system.Name == names[0])
            .Select(system => system with { Services = [.. system.Services.Where(service => names is [_] || service.Name == names[1])] })
            .Where(system => system.Services.Count > 0)
            .ToList();
        return found.Count > 0 ? found : systems;
    }

    private static bool IsHelpOption(string arg) => arg is "--help" or "-h" or "-?";
}
