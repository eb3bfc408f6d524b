using System.Globalization;
using Npgsql;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Persistence;

/// <summary>
/// Makes the statements of a paged list. The ids of a page are found first, from an index alone where possible, so the rows before the
/// page are never read.
/// </summary>
/// <param name="Table">The table; its key is <c>id</c>.</param>
/// <param name="Alias">The table's name in conditions and columns.</param>
/// <param name="Columns">The columns to read.</param>
/// <remarks>All texts become SQL as they are: use constants, or texts composed of constants.</remarks>
public sealed record PageOfIds(string Table, string Alias, string Columns)
{
    /// <summary>
    /// The limit of an ordered subquery of which any number of rows may be needed. Without a limit PostgreSQL plans it as if all its rows
    /// were read, and sorts them where an index would return the first ones at once.
    /// </summary>
    public const string Unbounded = "1000000000";

    private const long MinBound = 100;

    /// <summary>Reads the rows of a page, in order.</summary>
    /// <param name="where">Which rows.</param>
    /// <param name="order">No two rows are equal in it.</param>
    /// <param name="page">Which part.</param>
    public NpgsqlBatchCommand Items(SqlConditions where, SqlOrder order, PageRequest page) =>
        Items($"{Table} {Alias} where {where}", where.Parameters, order, page);

    /// <summary>Reads the rows of a page whose ids come from elsewhere.</summary>
    /// <param name="from">
    /// The text after <c>from</c>; its <see cref="Alias"/> has the id and the columns of <paramref name="order"/>.
    /// </param>
    /// <param name="parameters">The parameters of <paramref name="from"/>; <c>limit</c> and <c>offset</c> are reserved.</param>
    /// <param name="order">No two rows are equal in it.</param>
    /// <param name="page">Which part.</param>
    /// <param name="with">The text before <c>select</c>, if any.</param>
    /// <remarks>
    /// The limit and the offset are parameters, so that one plan serves all pages. A literal bound within tells the planner that only few
    /// rows are read: without it PostgreSQL expects a tenth of the table, or plans every execution anew.
    /// </remarks>
    public NpgsqlBatchCommand Items(
        string from, IEnumerable<NpgsqlParameter> parameters, SqlOrder order, PageRequest page, string with = "")
    {
        var isFirst = page.Offset == 0;
        var bounded = $"select {order.Keys(Alias)} from {from} order by {order.Of(Alias)} limit {Bound(page)}";
        var rest = isFirst
            ? bounded
            : $"select * from ({bounded}) bounded order by {order.Of("bounded")} limit {Bound(page with { Offset = 0 })} offset @offset";
        var command = Command(
            $"""
            {with}
            select {Columns}
            from (select * from ({rest}) rest order by {order.Of("rest")} limit @limit) page
            join {Table} {Alias} on {Alias}.id = page.id
            order by {order.Of("page")}
            """,
            [.. parameters, Sql.Param("limit", page.Size)]);
        if (!isFirst)
        {
            command.Parameters.Add(Sql.Param("offset", page.Offset));
        }

        return command;
    }

    /// <summary>Counts the rows of all pages by reading them; a list of many has a <see cref="CountTables"/>.</summary>
    public NpgsqlBatchCommand Count(SqlConditions where) =>
        Command($"select count(*) from {Table} {Alias} where {where}", where.Parameters);

    /// <summary>The power of ten that covers the page and those before it: few texts, so few plans, for all pages.</summary>
    public static string Bound(PageRequest page)
    {
        var bound = MinBound;
        while (bound < page.Offset + page.Size)
        {
            bound *= 10;
        }

        return bound.ToString(CultureInfo.InvariantCulture);
    }

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
