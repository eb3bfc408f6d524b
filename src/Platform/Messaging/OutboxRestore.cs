using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>What the outbox of a restored database needs.</summary>
public static class OutboxRestore
{
    /// <summary>Has everything published once more that was published from a moment on. Consumers know what they handled; what they do not know was lost
    /// between two backups. It takes the time it takes: an outbox keeps a week.</summary>
    /// <param name="database">The database; one without an outbox is left as it is.</param>
    /// <param name="since">The moment, in UTC.</param>
    /// <param name="ct">Gives up.</param>
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
