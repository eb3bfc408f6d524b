using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>The folded text that searches match against.</summary>
internal static class TaskSearch
{
    // Occurs in no folded text, so that no match begins in the title and ends in the description.
    private const char Separator = '\u001F';
    private const int MinRun = 3;

    public static string TextOf(string title, string? description) =>
        description is null ? Fold(title) : $"{Fold(title)}{Separator}{Fold(description)}";

    /// <summary>The LIKE pattern for tasks whose title or description contains the text.</summary>
    public static string PatternOf(string text) => Sql.Contains(Fold(text));

    /// <summary>Whether the trigram index helps in any locale: three ASCII letters or digits in a row.</summary>
    public static bool HasTrigram(string pattern)
    {
        var run = 0;
        foreach (var letter in pattern)
        {
            run = char.IsAsciiLetterOrDigit(letter) ? run + 1 : 0;
            if (run == MinRun)
            {
                return true;
            }
        }

        return false;
    }

    private static string Fold(string text) => TextFold.Of(text).Replace(Separator, ' ');
}
