using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Orders;

/// <summary>What a list can be sorted by (document 003 §4.2).</summary>
public enum OrderSortField
{
    /// <summary>When it was placed.</summary>
    CreatedAt,

    /// <summary>When it last took a step.</summary>
    UpdatedAt,

    /// <summary>What it costs, whatever the currency.</summary>
    TotalAmount,

    /// <summary>By the letters of its status.</summary>
    Status,
}

/// <summary>The order of a list. Ties are broken by id, in the same direction.</summary>
/// <param name="Field">By what.</param>
/// <param name="Direction">In which direction.</param>
public readonly record struct OrderSort(OrderSortField Field, SortDirection Direction);

/// <summary>Which orders a list has: those that meet every condition given.</summary>
/// <param name="UserId">Whose; null for everybody's.</param>
/// <param name="Status">In which status; null for any.</param>
public sealed record OrderFilter(Guid? UserId, string? Status = null);

/// <summary>Reads a page of orders (document 003 §4.2).</summary>
/// <param name="Reader">Who asks. Users list their own; admins list everybody's.</param>
/// <param name="Filter">Which orders.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Page">Which part.</param>
public sealed record ListOrdersQuery(Actor Reader, OrderFilter Filter, OrderSort Sort, PageRequest Page);

/// <summary>Why orders are not listed.</summary>
public enum ListOrdersFailure
{
    /// <summary>The filter lets through orders that the reader may not see.</summary>
    NotAllowed,
}

/// <summary>What a list tells of an order.</summary>
/// <param name="Id">Which order.</param>
/// <param name="UserId">Whose.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="TotalAmount">What it costs, with two places.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="CreatedAt">When it was placed, in UTC.</param>
/// <param name="UpdatedAt">When it last took a step, in UTC.</param>
public sealed record OrderSummary(Guid Id, Guid UserId, string Status, decimal TotalAmount, string Currency, DateTime CreatedAt, DateTime UpdatedAt);

/// <summary>Lists orders. What takes longer than the database's statement timeout is a <see cref="PostgresException"/>.</summary>
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
