using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>The names of tags as they are stored and answered.</summary>
public static class TaskTags
{
    /// <summary>Trims and lower-cases the names, merges those that are the same (<see cref="TextFold"/>) and sorts them. It checks no lengths.</summary>
    public static IReadOnlyList<string> Normalise(IEnumerable<string> names)
    {
        var tags = names.Select(name => name.Trim().ToLowerInvariant()).DistinctBy(TextFold.Of, StringComparer.Ordinal).ToArray();
        return Sorted(tags);
    }

    /// <summary>Sorts names that are normalised already: the database's own order is not ours.</summary>
    internal static string[] Sorted(string[] tags)
    {
        Array.Sort(tags, StringComparer.Ordinal);
        return tags;
    }

    /// <summary>Whether two lists of normalised names are the same.</summary>
    internal static bool AreSame(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.SequenceEqual(other, StringComparer.Ordinal);

    /// <summary>What normalised names are compared by, in their order.</summary>
    internal static string[] Folded(IEnumerable<string> tags) => [.. tags.Select(TextFold.Of)];
}
