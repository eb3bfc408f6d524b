using System.Diagnostics;
using MySqlConnector;

namespace Tracker.Platform.Persistence.MySql;

/// <summary>
/// One transaction. Writes are collected and sent together on commit: without reads before them the whole transaction is one round trip.
/// The transaction is explicit, since MySQL commits each statement of a batch by itself. Disposing without a commit rolls everything back.
/// </summary>
public sealed class MySqlWork : IAsyncDisposable
{
    private readonly MySqlPool pool;
    private readonly List<MySqlBatchCommand> writes = [];
    private readonly List<Action> afterCommit = [];
    private MySqlConnection? connection;

    internal MySqlWork(MySqlPool pool) => this.pool = pool;

    /// <summary>A named parameter.</summary>
    public static MySqlParameter Param<T>(string name, T value) => new(name, (object?)value ?? DBNull.Value);

    /// <summary>Adds a statement that <see cref="CommitAsync"/> sends, in the order of the calls.</summary>
    /// <param name="sql">One statement, with named parameters (<c>@id</c>).</param>
    public void Add(string sql, params ReadOnlySpan<MySqlParameter> parameters)
    {
        var command = new MySqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        writes.Add(command);
    }

    /// <summary>
    /// Calls <paramref name="action"/> once the transaction is committed, even when <see cref="CommitAsync"/> has timed out by then. It
    /// must not throw or block.
    /// </summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    /// <summary>Reads within the transaction, for example a row <c>for update</c>. Pending writes are sent first.</summary>
    /// <param name="read">Reads one row; it must not keep the reader.</param>
    public async Task<List<T>> ReadAsync<T>(
        string sql, IReadOnlyList<MySqlParameter> parameters, Func<MySqlDataReader, T> read, CancellationToken ct)
    {
        if (connection is null)
        {
            connection = await pool.OpenAsync(ct);
            writes.Insert(0, new MySqlBatchCommand("start transaction"));
        }

        await SendAsync(connection, seconds: null, ct);
        return await pool.RunAsync(() => MySqlDatabase.RowsAsync(connection, sql, parameters, read, ct));
    }

    /// <summary>
    /// Sends pending writes and commits. When it returns, the writes are as durable as the server is configured.
    /// </summary>
    /// <param name="ct">Cancels the wait. A commit in progress continues.</param>
    /// <returns>The number of changed rows.</returns>
    /// <exception cref="UnconfirmedWriteException">The commit is not confirmed within 5 s. It may have happened.</exception>
    public async Task<int> CommitAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var begun = Stopwatch.GetTimestamp();
        var last = connection;
        if (last is null)
        {
            last = await pool.OpenAsync(ct);
            writes.Insert(0, new MySqlBatchCommand("start transaction"));
        }

        connection = null;
        var left = WriteConnection.AnswerLimit - Stopwatch.GetElapsedTime(begun);
        var commit = SendAndCommitAsync(last);
        try
        {
            return await commit.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, ct);
        }
        catch (TimeoutException) when (!commit.IsCompleted)
        {
            throw new UnconfirmedWriteException($"the write is not confirmed after {WriteConnection.AnswerLimit.TotalSeconds:0} s");
        }
        finally
        {
            // The caller may have its answer already. Reading the exception marks it as observed.
            _ = commit.ContinueWith(
                task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } open)
        {
            connection = null;
            await RollBackAsync(open);
        }
    }

    private async Task<int> SendAndCommitAsync(MySqlConnection on)
    {
        writes.Add(new MySqlBatchCommand("commit"));
        int changed;
        try
        {
            changed = await SendAsync(on, WriteConnection.CommitSeconds, CancellationToken.None);
        }
        catch
        {
            await RollBackAsync(on);
            throw;
        }

        await on.DisposeAsync();
        afterCommit.ForEach(action => action());
        return changed;
    }

    private async Task<int> SendAsync(MySqlConnection on, int? seconds, CancellationToken ct)
    {
        if (writes.Count == 0)
        {
            return 0;
        }

        await using var batch = new MySqlBatch(on);
        // Unlike a command, a batch does not take the limit of its connection: its default waits for a frozen server for good.
        batch.Timeout = seconds ?? MySqlDatabase.StatementSeconds;
        foreach (var write in writes)
        {
            batch.BatchCommands.Add(write);
        }

        writes.Clear();
        return await pool.RunAsync(() => batch.ExecuteNonQueryAsync(ct));
    }

    // The pool does not reset its connections: one in a transaction must not return to it.
    private static async Task RollBackAsync(MySqlConnection on)
    {
        await using (on)
        {
            if (on.State != System.Data.ConnectionState.Open)
            {
                return;
            }

            try
            {
                await using var rollback = new MySqlCommand("rollback", on);
                await rollback.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (MySqlException)
            {
                // The connection is broken, which rolls back too.
            }
        }
    }
}
