using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Tracker.Tests.TestKit;

/// <summary>
/// Two real PostgreSQL servers: a primary whose commits wait for its synchronous standby, and that standby. Both are durable, listen on
/// loopback and stop with the test process.
/// </summary>
public sealed class TestPostgresPair : IAsyncDisposable
{
    private readonly TestPostgres primary;
    private readonly TestPostgres standby;
    private int receiver;

    private TestPostgresPair(TestPostgres primary, TestPostgres standby) => (this.primary, this.standby) = (primary, standby);

    /// <summary>Starts both and waits until the standby is synchronous.</summary>
    public static async Task<TestPostgresPair> StartAsync()
    {
        var primary = await TestPostgres.StartAsync(durable: true);
        var pair = new TestPostgresPair(primary, await primary.StartStandbyAsync());
        await ExecuteAsync(primary, "alter system set synchronous_standby_names = '*'");
        await ExecuteAsync(primary, "select pg_reload_conf()");
        await pair.WaitUntilSyncedAsync();
        return pair;
    }

    /// <returns>The URL with both servers, in the form of <c>DATABASE_URL</c>.</returns>
    public async Task<string> NewDatabaseAsync() => (await NewDatabaseOnPrimaryAsync())
        .Replace($":{primary.Port}/", $":{primary.Port},127.0.0.1:{standby.Port}/", StringComparison.Ordinal);

    /// <returns>The URL of the database on the primary alone.</returns>
    public Task<string> NewDatabaseOnPrimaryAsync() => primary.NewDatabaseAsync();

    /// <summary>The URL of a database on the standby alone.</summary>
    /// <param name="url">A URL returned by <see cref="NewDatabaseOnPrimaryAsync"/>.</param>
    public string OnStandby(string url) => url.Replace($":{primary.Port}/", $":{standby.Port}/", StringComparison.Ordinal);

    /// <summary>Freezes the standby: from now on every commit on the primary waits.</summary>
    public async Task StopReceivingAsync()
    {
        receiver = Convert.ToInt32(await ExecuteAsync(standby, "select pid from pg_stat_wal_receiver"), CultureInfo.InvariantCulture);
        Signal("STOP", receiver);
    }

    /// <summary>Resumes the standby.</summary>
    public void ResumeReceiving() => Signal("CONT", receiver);

    /// <summary>Kills the primary, which loses what the standby had not received, and promotes the standby.</summary>
    public async Task FailOverAsync()
    {
        primary.Kill();
        if (receiver != 0)
        {
            // After SIGCONT it would still read the kernel's buffer. Its death restarts the other processes of the standby.
            Signal("KILL", receiver);
        }

        await Soon.BecomesTrue(async () => await StandbyAnswersAsync());
        standby.Promote();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await standby.DisposeAsync();
        await primary.DisposeAsync();
    }

    private Task WaitUntilSyncedAsync() => Soon.BecomesTrue(
        async () => await ExecuteAsync(primary, "select sync_state from pg_stat_replication") is "sync");

    private async Task<bool> StandbyAnswersAsync()
    {
        try
        {
            return await ExecuteAsync(standby, "select pg_is_in_recovery()") is true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task<object?> ExecuteAsync(TestPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={server.Port};Username=tracker;Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static void Signal(string name, int pid)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{pid}"]);
        kill.WaitForExit();
    }
}
