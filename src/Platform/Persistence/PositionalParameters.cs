using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>
/// Replaces the names of parameters by positions. Npgsql parses a text with names at each execution; one with positions it sends as it is.
/// </summary>
internal static partial class PositionalParameters
{
    /// <summary>Texts are constants or composed of constants; what exceeds this keeps its names.</summary>
    private const int MaxTexts = 2_000;

    private static readonly ConcurrentDictionary<string, Positions> Known = new(StringComparer.Ordinal);

    /// <summary>Changes the command; it must be one statement.</summary>
    public static void Apply(NpgsqlBatchCommand command)
    {
        if (command.Parameters.Count == 0 || PositionsIn(command) is not { } positions)
        {
            return;
        }

        var given = command.Parameters.ToArray();
        command.CommandText = positions.Text;
        command.Parameters.Clear();
        foreach (var name in positions.Names)
        {
            var parameter = Array.Find(given, each => each.ParameterName == name)!;
            parameter.ParameterName = "";
            command.Parameters.Add(parameter);
        }
    }

    /// <returns>Null when there are too many texts.</returns>
    private static Positions? PositionsIn(NpgsqlBatchCommand command)
    {
        if (!Known.TryGetValue(command.CommandText, out var positions) && Known.Count < MaxTexts)
        {
            var names = command.Parameters.Select(parameter => parameter.ParameterName);
            positions = Replace(command.CommandText, names.ToHashSet(StringComparer.Ordinal));
            Known[command.CommandText] = positions;
        }

        return positions;
    }

    private static Positions Replace(string text, HashSet<string> names)
    {
        var found = new List<string>();
        var replaced = Name().Replace(text, match =>
        {
            var name = match.Value[1..];
            if (!names.Contains(name))
            {
                return match.Value;
            }

            if (!found.Contains(name))
            {
                found.Add(name);
            }

            return $"${found.IndexOf(name) + 1}";
        });
        return new Positions(replaced, found);
    }

    // A name of a parameter in a literal or a comment would be replaced, too; statements have none.
    [GeneratedRegex(@"@[a-z_0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    private sealed record Positions(string Text, IReadOnlyList<string> Names);
}
