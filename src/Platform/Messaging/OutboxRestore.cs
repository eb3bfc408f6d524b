using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>Repairs the outbox of a restored database.</summary>
public static class OutboxRestore
{
    /// <summary>
    /// Marks all events published since a time as unpublished, so that they are published again. Consumers ignore those they handled; the
    /// others were lost between two backups. There is no time limit: an outbox keeps a week of events.
    /// </summary>
    /// <param name="database">A database without an outbox stays unchanged.</param>
    /// <param name="since">In UTC.</param>
    public static async Task PublishAgainAsync(Database database, DateTime since, CancellationToken ct)
    {
        await using var session = database.NewSession();
        await session.OpenAsync(ct);
        await using var has = new NpgsqlCommand("select to_regclass('outbox') is not null", session);
        if (!(bool)(await has.ExecuteScalarAsync(ct))!)
        {
            return;
        }

        await using var work = database.BeginLong();
        await work.ExecuteAsync(
            "update outbox set published_at = null, next_attempt_at = occurred_at where published_at >= @since",
            [Sql.Param("since", since)],
            ct);
        await work.CommitAsync(ct);
    }
}
