using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>The folded text that the search looks into.</summary>
internal static class TaskSearch
{
    // Stands in no folded text, so that no match begins in the title and ends in the description.
    private const char Separator = '\u001F';

    /// <summary>What a task is found by.</summary>
    public static string TextOf(string title, string? description) =>
        description is null ? Fold(title) : $"{Fold(title)}{Separator}{Fold(description)}";

    /// <summary>The pattern of LIKE that finds the tasks whose title or description contains the text.</summary>
    public static string PatternOf(string text) => Sql.Contains(Fold(text));

    private static string Fold(string text) => TextFold.Of(text).Replace(Separator, ' ');
}
