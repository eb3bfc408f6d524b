using Tracker.Platform.Primitives;

namespace Tracker.Platform.Persistence;

/// <summary>One column of an order; its name becomes SQL unescaped, so it must be a constant.</summary>
/// <param name="NullsLast">Whether nulls come last in both directions; by default they do only in a rising order.</param>
public readonly record struct SqlOrderColumn(string Column, SortDirection Direction, bool NullsLast = false)
{
    internal string Of(string alias) =>
        $"{alias}.{Column}{(Direction == SortDirection.Descending ? " desc" : "")}{(NullsLast ? " nulls last" : "")}";
}

/// <summary>The text after <c>order by</c>, for any alias of the rows.</summary>
public sealed class SqlOrder(IReadOnlyList<SqlOrderColumn> columns)
{
    /// <summary>The columns, the primary one first.</summary>
    public IReadOnlyList<SqlOrderColumn> Columns => columns;

    /// <summary>By one column, then by id, both in the same direction.</summary>
    public static SqlOrder By(string column, SortDirection direction) => new([new(column, direction), new("id", direction)]);

    /// <summary>The text after <c>order by</c>.</summary>
    public string Of(string alias) => string.Join(", ", columns.Select(column => column.Of(alias)));

    /// <summary>A select list of the id and the columns of the order.</summary>
    public string Keys(string alias) =>
        string.Join(", ", columns.Select(column => column.Column).Prepend("id").Distinct().Select(column => $"{alias}.{column}"));
}
