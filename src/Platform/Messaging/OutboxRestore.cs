using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>What the outbox of a restored database needs.</summary>
public static class OutboxRestore
{
    /// <summary>Has everything published once more that was published from a moment on. Consumers know what they handled; what they do not know was lost
    /// between two backups.</summary>
    /// <param name="database">The database; one without an outbox is left as it is.</param>
    /// <param name="since">The moment, in UTC.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task PublishAgainAsync(Database database, DateTime since, CancellationToken ct)
    {
        await using var has = database.Source.CreateCommand("select to_regclass('outbox') is not null");
        if (!(bool)(await has.ExecuteScalarAsync(ct))!)
        {
            return;
        }

        await using var again = database.Source.CreateCommand("update outbox set published_at = null, next_attempt_at = occurred_at where published_at >= @since");
        again.Parameters.Add(Sql.Param("since", since));
        await again.ExecuteNonQueryAsync(ct);
    }
}
