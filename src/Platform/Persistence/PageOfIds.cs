using Npgsql;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Persistence;

/// <summary>
/// Makes the statements of a paged list. The ids of a page are found first, from an index alone where possible, so the rows before the
/// page are never read.
/// </summary>
/// <param name="Table">The table; its key is <c>id</c>.</param>
/// <param name="Alias">The table's name in conditions, orders and columns.</param>
/// <param name="Columns">The columns to read.</param>
/// <remarks>All texts become SQL as they are: use constants, or texts composed of constants.</remarks>
public sealed record PageOfIds(string Table, string Alias, string Columns)
{
    /// <summary>Reads the rows of a page, in order.</summary>
    /// <param name="where">Which rows.</param>
    /// <param name="order">The text after <c>order by</c>; no two rows are equal in it.</param>
    /// <param name="page">Which part.</param>
    public NpgsqlBatchCommand Items(SqlConditions where, string order, PageRequest page) =>
        Items($"{Table} {Alias} where {where}", where.Parameters, order, page);

    /// <summary>Reads the rows of a page whose ids come from elsewhere.</summary>
    /// <param name="from">The text after <c>from</c>; its <see cref="Alias"/> has the id and what <paramref name="order"/> names.</param>
    /// <param name="parameters">The parameters of <paramref name="from"/>; <c>limit</c> and <c>offset</c> are reserved.</param>
    /// <param name="order">The text after <c>order by</c>; no two rows are equal in it.</param>
    /// <param name="page">Which part.</param>
    public NpgsqlBatchCommand Items(string from, IEnumerable<NpgsqlParameter> parameters, string order, PageRequest page) => Command(
        $"""
        select {Columns}
        from (
            select {Alias}.id
            from {from}
            order by {order}
            limit @limit offset @offset
        ) page
        join {Table} {Alias} on {Alias}.id = page.id
        order by {order}
        """,
        [.. parameters, Sql.Param("limit", page.Size), Sql.Param("offset", page.Offset)]);

    /// <summary>Counts the rows of all pages by reading them; a list of many has a <see cref="CountTables"/>.</summary>
    public NpgsqlBatchCommand Count(SqlConditions where) =>
        Command($"select count(*) from {Table} {Alias} where {where}", where.Parameters);

    private static NpgsqlBatchCommand Command(string sql, IEnumerable<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
