namespace Tracker.Modules.Tasks;

/// <summary>A status or a priority: a word of the system's contract with its place among the others. Only a <see cref="Vocabulary"/> makes one.</summary>
public readonly record struct RankedWord
{
    internal RankedWord(string text, short rank) => (Text, Rank) = (text, rank);

    /// <summary>The word as the contract writes it, e.g. <c>IN_PROGRESS</c>.</summary>
    public string Text { get; }

    /// <summary>Its place, from 0; lists sort by it.</summary>
    public short Rank { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>The statuses or the priorities that a system knows.</summary>
public sealed class Vocabulary
{
    private readonly RankedWord[] words;

    /// <summary>Names the words.</summary>
    /// <param name="byRank">The words by rising rank. A later version may only append: ranks are stored.</param>
    /// <param name="standard">The word of a task that was given none.</param>
    /// <exception cref="ArgumentException"><paramref name="standard"/> is none of them.</exception>
    public Vocabulary(IReadOnlyList<string> byRank, string standard)
    {
        words = [.. byRank.Select((word, rank) => new RankedWord(word, (short)rank))];
        Texts = byRank;
        Standard = TryFind(standard, out var found) ? found : throw new ArgumentException($"'{standard}' is not among the words", nameof(standard));
    }

    /// <summary>The words by rising rank.</summary>
    public IReadOnlyList<RankedWord> Words => words;

    /// <summary>The same, as the contract writes them.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The word of a task that was given none.</summary>
    public RankedWord Standard { get; }

    /// <summary>The word of a rank, as stored.</summary>
    internal RankedWord this[short rank] => words[rank];

    /// <summary>Finds a word exactly as written.</summary>
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
