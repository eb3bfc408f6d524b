using Microsoft.Extensions.Logging;
using Npgsql;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Retention;

/// <summary>How long a service keeps one kind of data and what happens then. One instance runs it at a time.</summary>
public sealed partial class RetentionRule
{
    // With an hourly check, the rule runs at the same hour every day.
    private static readonly TimeSpan Day = TimeSpan.FromHours(23);

    private readonly IRetentionWork? work;
    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly ILogger<RetentionRule> logger;

    internal RetentionRule(
        string name, string text, IRetentionWork? work, Database database, TimeProvider clock, ILogger<RetentionRule> logger) =>
        (Name, Text, this.work, this.database, this.clock, this.logger) = (name, text, work, database, clock, logger);

    /// <summary>The kind of data, for example <c>orders</c>.</summary>
    public string Name { get; }

    /// <summary>The period and what happens then, for the operator.</summary>
    public string Text { get; }

    public bool KeepsAll => work is null;

    /// <summary>The number of expired rows.</summary>
    public Task<long> CountDueAsync(CancellationToken ct) => work?.CountDueAsync(ct) ?? Task.FromResult(0L);

    /// <summary>The time of the last complete run in UTC and the number of rows it removed; null when it never ran, or keeps all.</summary>
    public async Task<(DateTime At, long Rows)?> LastRunAsync(CancellationToken ct)
    {
        if (work is null)
        {
            return null;
        }

        await using var connection = await database.OpenAsync(ct);
        await using var last = new NpgsqlCommand("select finished_at, rows from retention_runs where rule = @rule", connection);
        last.Parameters.Add(Sql.Param("rule", Name));
        await using var reader = await last.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetDateTime(0), reader.GetInt64(1)) : null;
    }

    /// <summary>Runs the rule now, to its end.</summary>
    /// <returns>The number of removed rows; null while another instance runs it.</returns>
    public Task<long?> RunAsync(CancellationToken ct) => RunAsync(_ => Task.FromResult(true), ct);

    /// <summary>Runs the rule unless it ran within the last day.</summary>
    internal async Task<StepResult> RunDailyAsync(CancellationToken ct)
    {
        await RunAsync(session => IsDueAsync(session, ct), ct);
        return StepResult.Idle;
    }

    private async Task<long?> RunAsync(Func<NpgsqlConnection, Task<bool>> isWanted, CancellationToken ct)
    {
        if (work is null)
        {
            return 0;
        }

        // A session lock: PostgreSQL releases it when the session ends, for any reason.
        await using var session = database.NewSession();
        await session.OpenAsync(ct);
        await using var take = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended('retention of ' || @rule, 0))", session);
        take.Parameters.Add(Sql.Param("rule", Name));
        if (!(bool)(await take.ExecuteScalarAsync(ct))!)
        {
            return null;
        }

        try
        {
            return await isWanted(session) ? await RunToEndAsync(work, ct) : 0;
        }
        finally
        {
            await UnlockAsync(session, ct);
        }
    }

    private async Task<long> RunToEndAsync(IRetentionWork todo, CancellationToken ct)
    {
        var rows = 0L;
        while (await todo.StepAsync(ct) is > 0 and var some)
        {
            rows += some;
        }

        await RecordAsync(rows, ct);
        Log.Ran(logger, Name, rows);
        return rows;
    }

    // Unlock explicitly: session locks are released only after the backend exits, and the next run would find the lock taken.
    private static async Task UnlockAsync(NpgsqlConnection session, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await using var release = new NpgsqlCommand("select pg_advisory_unlock_all()", session);
            await release.ExecuteNonQueryAsync(ct);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or OperationCanceledException)
        {
            // The session is broken, and its lock is released with it.
        }
    }

    private async Task<bool> IsDueAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var last = new NpgsqlCommand("select finished_at from retention_runs where rule = @rule", session);
        last.Parameters.Add(Sql.Param("rule", Name));
        // A future time was written by a wrong clock.
        var since = await last.ExecuteScalarAsync(ct) is DateTime at ? clock.UtcNow() - at : TimeSpan.MaxValue;
        return since < TimeSpan.Zero || since >= Day;
    }

    private Task<int> RecordAsync(long rows, CancellationToken ct) => database.ExecuteAsync(
        """
        insert into retention_runs (rule, finished_at, rows) values (@rule, @now, @rows)
        on conflict (rule) do update set finished_at = excluded.finished_at, rows = excluded.rows
        """,
        [Sql.Param("rule", Name), Sql.Param("now", clock.UtcNow()), Sql.Param("rows", rows)],
        ct);

    private static partial class Log
    {
        [LoggerMessage(3031, LogLevel.Information, "Retention of {Rule}: {Rows} rows removed")]
        public static partial void Ran(ILogger logger, string rule, long rows);
    }
}
