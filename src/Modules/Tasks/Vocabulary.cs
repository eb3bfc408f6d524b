namespace Tracker.Modules.Tasks;

/// <summary>A status or priority, with its rank in the system's <see cref="Vocabulary"/>; only that creates one.</summary>
public readonly record struct RankedWord
{
    internal RankedWord(string text, short rank) => (Text, Rank) = (text, rank);

    /// <summary>The word as the contract writes it, e.g. <c>IN_PROGRESS</c>.</summary>
    public string Text { get; }

    /// <summary>From 0; lists sort by it.</summary>
    public short Rank { get; }

    public override string ToString() => Text;
}

/// <summary>The statuses or priorities of a system.</summary>
public sealed class Vocabulary
{
    private readonly RankedWord[] words;

    /// <param name="byRank">By rising rank. Later versions may only append: the ranks are stored.</param>
    /// <param name="standard">The default of new tasks.</param>
    /// <exception cref="ArgumentException"><paramref name="standard"/> is not in <paramref name="byRank"/>.</exception>
    public Vocabulary(IReadOnlyList<string> byRank, string standard)
    {
        words = [.. byRank.Select((word, rank) => new RankedWord(word, (short)rank))];
        Texts = byRank;
        Ranks = [.. words.Select(word => word.Rank)];
        Standard = TryFind(standard, out var found)
            ? found
            : throw new ArgumentException($"'{standard}' is not among the words", nameof(standard));
    }

    /// <summary>By rising rank.</summary>
    public IReadOnlyList<RankedWord> Words => words;

    /// <summary><see cref="Words"/> as the contract writes them.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>All ranks, rising.</summary>
    internal short[] Ranks { get; }

    /// <summary>The default of new tasks.</summary>
    public RankedWord Standard { get; }

    internal RankedWord this[short rank] => words[rank];

    /// <summary>Finds a word by its exact text.</summary>
    public bool TryFind(string text, out RankedWord word)
    {
        foreach (var candidate in words)
        {
            if (candidate.Text == text)
            {
                word = candidate;
                return true;
            }
        }

        word = default;
        return false;
    }
}
