using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>Exact counts of tasks by owner, status and the day of the due date (UTC).</summary>
internal static class TaskDueCounts
{
    public static readonly CountTables Tables = new(
        "task_due_counts",
        "tasks",
        "task_due_count_deltas",
        ["owner_id", "status_rank", "due_day"],
        AdvisoryLock: 0x6475_6563_6e74); // "duecnt"

    // The times of PostgreSQL have microseconds.
    private static readonly TimeSpan LastOfDay = TimeSpan.FromDays(1) - TimeSpan.FromMicroseconds(1);
    private static readonly TimeSpan LastMillisecond = TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1);

    /// <summary>The last time of the range that a caller means, who writes the end of a day in milliseconds.</summary>
    public static DateTime? EndOf(DateTime? dueTo) =>
        dueTo is { } to && to.TimeOfDay == LastMillisecond ? to.Date + LastOfDay : dueTo;

    /// <summary>Adds up the whole days of the range, and counts the tasks of its first and its last day where they are not whole.</summary>
    /// <param name="filter">A range of due dates with the end from <see cref="EndOf"/>; besides, only an owner and statuses.</param>
    /// <param name="statuses">Ranks; null for all.</param>
    /// <param name="policy">Has all statuses and priorities.</param>
    /// <param name="tasks">Counts tasks by rows.</param>
    public static NpgsqlBatchCommand Total(TaskFilter filter, short[]? statuses, TaskPolicy policy, PageOfIds tasks)
    {
        // The last day of the calendar has no next one: its end is no limit, and no whole day follows a time within it.
        var (from, to) = (filter.DueFrom, filter.DueTo == DateTime.MaxValue.Date + LastOfDay ? null : filter.DueTo);
        var isInLastDay = from > DateTime.MaxValue.Date;
        var firstDay = from is { } start && !isInLastDay ? FirstWholeDay(start) : from;
        var endsWithDay = to?.TimeOfDay == LastOfDay;
        var lastDay = endsWithDay ? to?.Date.AddDays(1) : to?.Date;
        var cells = new SqlConditions()
            .AddIfSet("status_rank = any(@statuses)", "statuses", statuses ?? policy.Statuses.Ranks)
            .AddIfSet("due_day >= @first_day", "first_day", Day(firstDay))
            .AddIfSet("due_day < @last_day", "last_day", Day(lastDay));
        if (isInLastDay || firstDay >= lastDay)
        {
            return tasks.Count(Rows().AddIfSet("t.due_date >= @from", "from", from).AddIfSet("t.due_date <= @to", "to", to));
        }

        List<NpgsqlBatchCommand> ends = [];
        if (from != firstDay)
        {
            ends.Add(tasks.Count(
                Rows().AddIfSet("t.due_date >= @from", "from", from).AddIfSet("t.due_date < @first_midnight", "first_midnight", firstDay)));
        }

        if (to is not null && !endsWithDay)
        {
            ends.Add(tasks.Count(
                Rows().AddIfSet("t.due_date >= @last_midnight", "last_midnight", lastDay).AddIfSet("t.due_date <= @to", "to", to)));
        }

        return Tables.Total(filter.OwnerId, cells, ends);

        // Names all statuses and priorities, which come before the due date in the index.
        SqlConditions Rows()
        {
            var named = (filter.OwnerId, statuses) != (null, null);
            return new SqlConditions()
                .AddIfSet("t.owner_id = @owner_id", "owner_id", filter.OwnerId)
                .AddIfSet("t.status_rank = any(@statuses)", "statuses", named ? statuses ?? policy.Statuses.Ranks : null)
                .AddIfSet("t.priority_rank = any(@priorities)", "priorities", named ? policy.Priorities.Ranks : null);
        }
    }

    private static DateTime FirstWholeDay(DateTime from) => from.Date == from ? from : from.Date.AddDays(1);

    private static DateOnly? Day(DateTime? midnight) => midnight is { } day ? DateOnly.FromDateTime(day) : null;
}
