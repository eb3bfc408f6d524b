using System.Diagnostics;
using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>
/// A connection that can write. Its commit completes even when the caller is gone: PostgreSQL answers a commit that is cancelled while it
/// waits for its standby with success and a warning, although only one server has the data.
/// </summary>
internal sealed class WriteConnection : IAsyncDisposable
{
    /// <summary>
    /// The max time of a commit, in seconds: longer than a cluster needs to name another standby. Then the connection is dropped.
    /// </summary>
    public const int CommitSeconds = 30;

    /// <summary>The max time a caller waits, for the connection and the commit together.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    // The warning's text depends on the server's language; the routine that sends it does not.
    private const string WaitForStandby = "SyncRepWaitForLSN";

    private readonly ConnectionPool pool;
    private readonly NpgsqlConnection connection;
    private readonly TimeSpan patience;
    private NpgsqlTransaction? transaction;
    private volatile bool cancelledWait;

    private WriteConnection(ConnectionPool pool, NpgsqlConnection connection, TimeSpan patience)
    {
        (this.pool, this.connection, this.patience) = (pool, connection, patience);
        connection.Notice += (_, e) => cancelledWait |= e.Notice.Routine == WaitForStandby;
    }

    /// <param name="isAwaited">Whether a caller waits for the commit, at most <see cref="AnswerLimit"/>.</param>
    public static async Task<WriteConnection> OpenAsync(ConnectionPool pool, bool isAwaited, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        var connection = await pool.Source.OpenConnectionAsync(ct);
        var left = AnswerLimit - Stopwatch.GetElapsedTime(begun);
        return new WriteConnection(pool, connection, !isAwaited ? Timeout.InfiniteTimeSpan : left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>Whether a transaction is open, so that <c>commit</c> must be sent.</summary>
    public bool InTransaction => transaction is not null;

    public async Task BeginAsync(CancellationToken ct) => transaction ??= await connection.BeginTransactionAsync(ct);

    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> statement)
    {
        try
        {
            return await statement(connection);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            pool.Renew();
            throw;
        }
    }

    /// <summary>Sends the commit, and returns the connection to the pool when it is complete.</summary>
    /// <param name="send">Sends it and reads the whole response. It takes no token and has a timeout of
    /// <see cref="CommitSeconds"/>.</param>
    /// <param name="confirmed">Called when the commit is confirmed, even when the caller has stopped waiting.</param>
    /// <param name="ct">Cancels the wait; the commit continues.</param>
    /// <exception cref="UnconfirmedWriteException">The commit is not confirmed in time, or only by this server.</exception>
    public async Task<T> CommitAsync<T>(Func<NpgsqlConnection, Task<T>> send, IReadOnlyList<Action> confirmed, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            await DisposeAsync();
            ct.ThrowIfCancellationRequested();
        }

        var commit = SendAsync(send, confirmed);
        try
        {
            return await commit.WaitAsync(patience, ct);
        }
        catch (TimeoutException)
        {
            Abandon(commit);
            throw new UnconfirmedWriteException($"the write is not confirmed after {AnswerLimit.TotalSeconds:0} s");
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Abandon(commit);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private async Task<T> SendAsync<T>(Func<NpgsqlConnection, Task<T>> send, IReadOnlyList<Action> confirmed)
    {
        T result;
        await using (this)
        {
            result = await RunAsync(send);
        }

        if (cancelledWait)
        {
            throw new UnconfirmedWriteException("the write is committed on one server only: its wait for the standby was cancelled");
        }

        foreach (var action in confirmed)
        {
            action();
        }

        return result;
    }

    // The caller already has its answer. Reading the exception marks it as observed.
    private static void Abandon(Task commit) => _ = commit.ContinueWith(
        task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
