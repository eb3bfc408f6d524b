using Npgsql;

namespace Tracker.Bench.Floor;

/// <summary>Fills the floor's tables from the api's, and keeps its totals cheap while tasks are created.</summary>
/// <param name="own">Settings for a connection of its own: a multiplexed one has a time limit for every statement.</param>
internal sealed class FloorTables(NpgsqlDataSource source, string own) : IDisposable
{
    private const string Fold =
        """
        with taken as (
            delete from floor_count_deltas returning owner_id, status_rank, priority_rank, due_day, tags
        ),
        by_owner as (
            insert into floor_counts
            select owner_id, status_rank, priority_rank, count(*) from taken group by 1, 2, 3
            union all
            select '00000000-0000-0000-0000-000000000000', status_rank, priority_rank, count(*) from taken group by 2, 3
            on conflict (owner_id, status_rank, priority_rank) do update set tasks = floor_counts.tasks + excluded.tasks
        ),
        by_tag as (
            insert into floor_tag_counts select tag, count(*) from taken cross join unnest(tags) as tag group by tag
            on conflict (tag) do update set tasks = floor_tag_counts.tasks + excluded.tasks
        ),
        by_day as (
            insert into floor_due_counts select due_day, status_rank, count(*) from taken where due_day is not null group by 1, 2
            on conflict (due_day, status_rank) do update set tasks = floor_due_counts.tasks + excluded.tasks
        )
        select count(*) from taken
        """;

    private static readonly string[] Settle =
    [
        "vacuum (analyze) floor_tasks", "vacuum (analyze) floor_task_tags", "vacuum (analyze) floor_audit", "vacuum (analyze) floor_counts",
        "vacuum (analyze) floor_tag_counts", "vacuum (analyze) floor_due_counts",
    ];

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim one = new(1);

    public void Dispose() => one.Dispose();

    /// <summary>Replaces all rows by copies of the api's.</summary>
    public async Task FillAsync(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            using var schema = new StreamReader(typeof(FloorTables).Assembly.GetManifestResourceStream("schema.sql")!);
            await using var session = new NpgsqlConnection(own);
            await session.OpenAsync(ct);
            foreach (var sql in Settle.Prepend(await schema.ReadToEndAsync(ct)))
            {
                await using var command = new NpgsqlCommand(sql, session) { CommandTimeout = 0 };
                await command.ExecuteNonQueryAsync(ct);
            }

            // Prepared plans of dropped tables are planned anew.
            source.Clear();
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Folds the changes of the counts into the sums until it is cancelled, as the api's worker does.</summary>
    public async Task FoldAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(Interval, ct);
            await one.WaitAsync(ct);
            try
            {
                await using var fold = source.CreateCommand("select 1 from pg_class where relname = 'floor_count_deltas'");
                if (await fold.ExecuteScalarAsync(ct) is null)
                {
                    continue;
                }

                fold.CommandText = Fold;
                if (await fold.ExecuteScalarAsync(ct) is > 0L)
                {
                    await using var vacuum = source.CreateCommand("vacuum floor_count_deltas");
                    await vacuum.ExecuteNonQueryAsync(ct);
                }
            }
            finally
            {
                one.Release();
            }
        }
    }
}
