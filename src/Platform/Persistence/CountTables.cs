using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>
/// Row counts by a few columns, in two tables: changes, into which every change only inserts, so that no two of them wait for each other,
/// and sums, per owner and in total, into which <see cref="FoldedCounts"/> folds the changes.
/// </summary>
/// <param name="Sums">The table of sums; its primary key is <paramref name="Keys"/>.</param>
/// <param name="Sum">Its column with the number.</param>
/// <param name="Deltas">The table of changes, with the columns of <paramref name="Keys"/> and <c>delta</c>.</param>
/// <param name="Keys">The owner (a uuid) first, and at least one other column.</param>
/// <param name="AdvisoryLock">Held by the instance that folds; unique in the database.</param>
/// <remarks>All names become SQL unescaped, so they must be constants.</remarks>
public sealed record CountTables(string Sums, string Sum, string Deltas, IReadOnlyList<string> Keys, long AdvisoryLock)
{
    /// <summary>The owner id of the grand total in the table of sums. Rows of an owner with this id count only there.</summary>
    internal static readonly Guid GrandTotal = Guid.Empty;

    // An id without rows.
    private static readonly Guid NoOwner = Guid.AllBitsSet;

    /// <summary>
    /// The exact number: one statement adds the folded sums and the pending changes. A fold moves rows from one to the other in one
    /// transaction, so each snapshot has every change once.
    /// </summary>
    /// <param name="owner">Null for the grand total.</param>
    /// <param name="cells">Conditions on the other columns of <see cref="Keys"/>; no parameter of them is named <c>owner</c>.</param>
    /// <param name="also">
    /// Selects that count what the cells do not, each one number. Parameters of the same name have the same value.
    /// </param>
    public NpgsqlBatchCommand Total(Guid? owner, SqlConditions cells, params IReadOnlyList<NpgsqlBatchCommand> also)
    {
        var command = new NpgsqlBatchCommand(
            $"""
            select coalesce(sum({Sum}), 0)::bigint
            from (
                select {Sum} from {Sums} where {Keys[0]} = @owner and {cells}
                union all
                select delta from {Deltas} where {(owner is null ? "" : $"{Keys[0]} = @owner and ")}{cells}
                {string.Concat(also.Select(count => $" union all {count.CommandText}"))}
            ) counts
            """);
        command.Parameters.Add(Owner(owner));
        var others = cells.Parameters.Concat(also.SelectMany(count => count.Parameters).Select(given => given.Clone()));
        foreach (var parameter in others.DistinctBy(parameter => parameter.ParameterName))
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>
    /// The exact numbers of an owner: one row for each combination of the other columns of <see cref="Keys"/> that occurs, with these
    /// columns and the number.
    /// </summary>
    public NpgsqlBatchCommand Breakdown(Guid owner)
    {
        var kinds = string.Join(", ", Keys.Skip(1));
        var command = new NpgsqlBatchCommand(
            $"""
            select {kinds}, sum({Sum})::bigint
            from (
                select {kinds}, {Sum} from {Sums} where {Keys[0]} = @owner
                union all
                select {kinds}, delta from {Deltas} where {Keys[0]} = @owner
            ) counts
            group by {kinds}
            having sum({Sum}) <> 0
            """);
        command.Parameters.Add(Owner(owner));
        return command;
    }

    // Guid.Empty keys the grand total. It is mapped to an id without rows, so that no caller can read the total.
    private static NpgsqlParameter Owner(Guid? owner) =>
        Sql.Param("owner", owner is null ? GrandTotal : owner == GrandTotal ? NoOwner : owner.Value);
}
