using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>
/// How many rows of something there are, by a few columns: a table of changes, to which every change only inserts, so that no two of them wait for each
/// other, and a table of sums, each owner's and everybody's, into which <see cref="FoldedCounts"/> folds the changes.
/// </summary>
/// <param name="Sums">The table of sums; its primary key is <paramref name="Keys"/>.</param>
/// <param name="Sum">Its column with the number.</param>
/// <param name="Deltas">The table of changes, with the columns of <paramref name="Keys"/> and <c>delta</c>.</param>
/// <param name="Keys">What is counted by: the owner (a uuid) first, and at least one more.</param>
/// <param name="AdvisoryLock">Held by the one instance that folds at a time; no other table of the database has it.</param>
/// <remarks>All names become SQL as they are, so they are constants.</remarks>
public sealed record CountTables(string Sums, string Sum, string Deltas, IReadOnlyList<string> Keys, long AdvisoryLock)
{
    /// <summary>The owner under which the table of sums counts everybody's.</summary>
    internal static readonly Guid Everybody = Guid.Empty;

    /// <summary>No owner has this id either, and nothing is counted for it.</summary>
    private static readonly Guid Nobody = Guid.AllBitsSet;

    /// <summary>
    /// How many there are, exactly: sums what was folded and what is pending in one statement. A fold moves rows from one to the other in one transaction, so
    /// each snapshot has every change once.
    /// </summary>
    /// <param name="owner">Whose; null for everybody's.</param>
    /// <param name="cells">What the other columns of <see cref="Keys"/> must be, with parameters of any name but <c>owner</c>.</param>
    public NpgsqlBatchCommand Total(Guid? owner, SqlConditions cells)
    {
        var command = new NpgsqlBatchCommand(
            $"""
            select coalesce(sum({Sum}), 0)::bigint
            from (
                select {Sum} from {Sums} where {Keys[0]} = @owner and {cells}
                union all
                select delta from {Deltas} where {(owner is null ? "" : $"{Keys[0]} = @owner and ")}{cells}
            ) counts
            """);
        // Whoever asks for the owner that stands for everybody asks for nobody.
        command.Parameters.Add(Sql.Param("owner", owner is null ? Everybody : owner == Everybody ? Nobody : owner.Value));
        foreach (var parameter in cells.Parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
