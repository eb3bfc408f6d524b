namespace Tracker.Host.Commands;

/// <summary>Suggests a known name for a mistyped one.</summary>
internal static class Nearest
{
    /// <summary>Returns <c> Did you mean 'x'?</c>, or an empty string when no known name is similar.</summary>
    public static string Suggestion(string typed, IEnumerable<string> known)
    {
        var (name, distance) = known
            .Select(candidate => (candidate, Distance: Distance(typed, candidate)))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault();
        return name is not null && distance <= Math.Max(2, typed.Length / 3) ? $" Did you mean '{name}'?" : "";
    }

    // The Levenshtein distance.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
