using System.Net.Sockets;
using MySqlConnector;

namespace Tracker.Platform.Persistence.MySql;

/// <summary>
/// Connections with the same settings. When one breaks, all are replaced: a restart of the server broke the idle ones too, and the driver
/// does not check them.
/// </summary>
internal sealed class MySqlPool(Func<MySqlDataSource> build) : IAsyncDisposable
{
    // Requests that fail at the same time replace the connections once.
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(1);

    private readonly Lock renewal = new();
    private MySqlDataSource current = build();
    private long renewedAt;

    public ValueTask<MySqlConnection> OpenAsync(CancellationToken ct) => Volatile.Read(ref current).OpenConnectionAsync(ct);

    /// <summary>Runs a statement on a connection of the pool.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> statement)
    {
        try
        {
            return await statement();
        }
        catch (MySqlException e) when (e.InnerException is IOException or SocketException)
        {
            await RenewAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => current.DisposeAsync();

    // The connections in use stay open until they are returned.
    private async Task RenewAsync()
    {
        MySqlDataSource broken;
        lock (renewal)
        {
            if (renewedAt != 0 && TimeProvider.System.GetElapsedTime(renewedAt) < RenewalInterval)
            {
                return;
            }

            renewedAt = TimeProvider.System.GetTimestamp();
            broken = current;
            Volatile.Write(ref current, build());
        }

        await broken.DisposeAsync();
    }
}
