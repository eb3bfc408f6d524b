using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Orders;

/// <summary>The sort fields of a list (document 003 §4.2).</summary>
public enum OrderSortField
{
    CreatedAt,

    /// <summary>The time of the last transition.</summary>
    UpdatedAt,

    /// <summary>Whatever the currency.</summary>
    TotalAmount,

    /// <summary>Alphabetically.</summary>
    Status,
}

/// <summary>The order of a list. Ties are sorted by id, in the same direction.</summary>
public readonly record struct OrderSort(OrderSortField Field, SortDirection Direction);

/// <summary>The orders of a list: those that meet every given condition.</summary>
/// <param name="UserId">Null for all users.</param>
/// <param name="Status">Null for any.</param>
public sealed record OrderFilter(Guid? UserId, string? Status = null);

/// <summary>Reads a page of orders. Users list their own, admins everyone's.</summary>
public sealed record ListOrdersQuery(Actor Reader, OrderFilter Filter, OrderSort Sort, PageRequest Page);

/// <summary>Why orders are not listed.</summary>
public enum ListOrdersFailure
{
    /// <summary>The filter lets through orders that the reader may not see.</summary>
    NotAllowed,
}

/// <summary>An order in a list.</summary>
/// <param name="TotalAmount">With two decimal places.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">The time of the last transition, UTC.</param>
public sealed record OrderSummary(
    Guid Id, Guid UserId, string Status, decimal TotalAmount, string Currency, DateTime CreatedAt, DateTime UpdatedAt);

/// <summary>Lists orders. A query over the statement timeout is a <see cref="PostgresException"/>.</summary>
public sealed class ListOrdersHandler
{
    private readonly Database database;

    internal ListOrdersHandler(Database database) => this.database = database;

    /// <summary>Reads one page and the exact number of orders on all pages, in one round trip.</summary>
    public async Task<Outcome<Page<OrderSummary>, ListOrdersFailure>> Handle(ListOrdersQuery query, CancellationToken ct) =>
        query.Reader.MayList(query.Filter)
            ? await database.ReadPageAsync(OrderListQuery.Total(query.Filter), OrderListQuery.Items(query), Summary, ct)
            : ListOrdersFailure.NotAllowed;

    private static OrderSummary Summary(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        row.GetString(2),
        row.GetDecimal(3),
        row.GetString(4),
        row.GetDateTime(5),
        row.GetDateTime(6));
}
