using System.Globalization;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;

namespace Tracker.Bench.Floor;

/// <summary>
/// The one statement of a list. Its shape (statuses, order, page) is literal, so that PostgreSQL plans it once; one range per status, each
/// in the order of an index, is merged; the total comes from counts by owner, tag and day in the same round trip.
/// </summary>
internal sealed class ListStatement
{
    private static readonly string[] Statuses = ["TODO", "IN_PROGRESS", "BLOCKED", "DONE"];
    private readonly List<NpgsqlParameter> parameters = [];
    private readonly List<string> conditions = [];
    private readonly int[] statuses;
    private readonly string order;

    public ListStatement(IQueryCollection query)
    {
        (Page, Size) = (Number(query, "page", 1), Number(query, "page_size", 20));
        statuses = [.. Values(query, "status").Select(word => Array.IndexOf(Statuses, word))];
        order = query["sort"].ToString() switch
        {
            "" => "t.created_at desc, t.id desc",
            "due_date:asc" => "t.due_date, t.id",
            "priority:desc,due_date:asc" => "t.priority_rank desc, t.due_date, t.id",
            var sort => throw new NotSupportedException($"No measured list is sorted by {sort}."),
        };
        Sql = query.ContainsKey("tags") ? OfTag(query["tags"].ToString())
            : query.ContainsKey("search") ? OfSearch(query["search"].ToString())
            : query.ContainsKey("due_from") || query.ContainsKey("due_to") ? OfDays(query)
            : OfOwner(query.ContainsKey("owner"));
    }

    public int Page { get; }

    public int Size { get; }

    public string Sql { get; }

    public IReadOnlyList<NpgsqlParameter> Parameters => parameters;

    private string Limit => Page == 1 ? $"limit {Size}" : $"limit {Size} offset {(Page - 1) * Size}";

    private string OfStatuses => statuses.Length == 0 ? "true" : $"status_rank in ({string.Join(", ", statuses)})";

    private string OfOwner(bool mine)
    {
        var owner = Add(mine ? TaskAnswers.User : Guid.Empty);
        if (mine)
        {
            conditions.Add($"owner_id = {owner}");
        }

        return Select(
            $"""
            (select coalesce(sum(tasks), 0) from floor_counts where owner_id = {owner} and {OfStatuses})
            + (select count(*) from floor_count_deltas where {(mine ? conditions[0] : "true")} and {OfStatuses})
            """);
    }

    private string OfDays(IQueryCollection query)
    {
        var days = new List<string>();
        foreach (var (name, compare, isLast) in new[] { ("due_from", ">=", false), ("due_to", "<=", true) })
        {
            if (query[name].ToString() is { Length: > 0 } text)
            {
                var day = DateTime.ParseExact(
                    text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
                days.Add($"due_day {compare} {Add(DateOnly.FromDateTime(day))}");
                conditions.Add(isLast ? $"due_date < {Add(day.AddDays(1))}" : $"due_date >= {Add(day)}");
            }
        }

        var counted = $"{string.Join(" and ", days)} and {OfStatuses}";
        return Select(
            $"""
            (select coalesce(sum(tasks), 0) from floor_due_counts where {counted})
            + (select count(*) from floor_count_deltas where {counted})
            """);
    }

    private string OfTag(string tag)
    {
        var name = Add(tag);
        return $"""
            select {TaskJson.Columns}, (coalesce((select tasks from floor_tag_counts where tag = {name}), 0)
                + (select count(*) from floor_count_deltas where {name} = any(tags)))::bigint
            from (select id from floor_task_tags t where tag = {name} order by {order} {Limit}) page
            join floor_tasks t on t.id = page.id
            order by {order}
            """;
    }

    // The matches first, without what would make PostgreSQL prefer another index.
    private string OfSearch(string text) =>
        $"""
        with matches as materialized (
            select * from floor_tasks where search_text like {Add($"%{text}%")}
        )
        select {TaskJson.Columns}, (select count(*) from matches where {OfStatuses})
        from matches t
        where {OfStatuses}
        order by {order} {Limit}
        """;

    private string Select(string total)
    {
        // The ids of a deep page come from the index alone; the rows before it are not read.
        var columns = Page == 1 ? "*" : "id, created_at, due_date, priority_rank";
        // The limit of each range makes PostgreSQL read it in order instead of sorting it; the merge reads no more than it needs.
        var ranges = statuses.Select(status => $"status_rank = {status}").DefaultIfEmpty("true").Select(range =>
            $"select {columns} from floor_tasks t where {string.Join(" and ", conditions.Append(range))} order by {order}").ToList();
        var rows = ranges.Count == 1
            ? $"({ranges[0]} {Limit}) t"
            : $"(({string.Join($" limit {Page * Size}) union all (", ranges)} limit {Page * Size}) order by {Plain} {Limit}) t";
        return Page == 1
            ? $"select {TaskJson.Columns}, ({total})::bigint from {rows} order by {order}"
            : $"""
              select {TaskJson.Columns}, ({total})::bigint
              from (select id from {rows}) page join floor_tasks t on t.id = page.id
              order by {order}
              """;
    }

    private string Plain => order.Replace("t.", "", StringComparison.Ordinal);

    private string Add<T>(T value)
    {
        parameters.Add(value is string text
            ? new NpgsqlParameter<string> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text }
            : new NpgsqlParameter<T> { TypedValue = value });
        return $"${parameters.Count}";
    }

    private static int Number(IQueryCollection query, string name, int otherwise) =>
        query[name].ToString() is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string[] Values(IQueryCollection query, string name) =>
        query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
}
