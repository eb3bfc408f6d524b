using Npgsql;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>Runs the steps of claim owners and ends their sessions.</summary>
internal static class TestClaims
{
    /// <summary>Short, so that a test can wait for it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    /// <summary>Looks for dead owners until the grace period is over.</summary>
    public static async Task LookAsync(this ClaimOwner owner)
    {
        for (var look = 0; look < 4; look++)
        {
            await owner.StepAsync(CancellationToken.None);
            await Task.Delay(Grace / 2);
        }
    }

    /// <summary>
    /// Ends all sessions that hold a lock, like a crash of their processes or of the server, and waits until the locks are released.
    /// </summary>
    public static async Task EndSessionsAsync(Database database)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var end = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database "
                + "where datname = current_database())",
            connection);
        await end.ExecuteNonQueryAsync();
        await Soon.BecomesTrue(async () =>
        {
            await using var count = new NpgsqlCommand(
                "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database "
                    + "where datname = current_database())",
                connection);
            return (long)(await count.ExecuteScalarAsync())! == 0;
        });
    }
}
