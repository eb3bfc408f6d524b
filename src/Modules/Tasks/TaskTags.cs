using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>The names of tags as stored and returned.</summary>
public static class TaskTags
{
    /// <summary>Trims and lower-cases the names, removes duplicates (<see cref="TextFold"/>) and sorts. Lengths are not checked.</summary>
    public static IReadOnlyList<string> Normalise(IEnumerable<string> names)
    {
        var tags = names.Select(name => name.Trim().ToLowerInvariant()).DistinctBy(TextFold.Of, StringComparer.Ordinal).ToArray();
        return Sorted(tags);
    }

    /// <summary>Removes and adds tags, and normalises the result. Of two spellings of a tag the one before the change is kept.</summary>
    internal static IReadOnlyList<string> Change(
        IReadOnlyList<string> tags, IReadOnlyList<string> added, IReadOnlyList<string> removed)
    {
        var gone = Folded(Normalise(removed));
        return Normalise([.. tags.Where(tag => !gone.Contains(TextFold.Of(tag))), .. added]);
    }

    /// <summary>Sorts normalised names. The database sorts by another collation.</summary>
    internal static string[] Sorted(string[] tags)
    {
        Array.Sort(tags, StringComparer.Ordinal);
        return tags;
    }

    /// <summary>Compares normalised names.</summary>
    internal static bool AreSame(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.SequenceEqual(other, StringComparer.Ordinal);

    /// <summary>The folded forms of normalised names, in the same order.</summary>
    internal static string[] Folded(IEnumerable<string> tags) => [.. tags.Select(TextFold.Of)];
}
