using System.Runtime.CompilerServices;
using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>
/// One transaction. Writes are collected and sent together on commit: without reads before them the whole transaction is one round trip,
/// since PostgreSQL runs an unbroken batch as one transaction. A read first begins an explicit transaction. Disposing without a commit
/// rolls everything back.
/// </summary>
public sealed class UnitOfWork : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task<WriteConnection>> open;
    private readonly List<NpgsqlBatchCommand> writes = [];
    private readonly List<Action> afterCommit = [];
    private WriteConnection? connection;

    internal UnitOfWork(Func<CancellationToken, Task<WriteConnection>> open) => this.open = open;

    /// <summary>Adds a statement that <see cref="CommitAsync"/> sends, in the order of the calls.</summary>
    /// <param name="sql">With named parameters (<c>@id</c>).</param>
    /// <param name="parameters">See <see cref="Sql.Param{T}"/>.</param>
    /// <returns>After the commit its <see cref="NpgsqlBatchCommand.RecordsAffected"/> is the number of changed rows.</returns>
    public NpgsqlBatchCommand Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        PositionalParameters.Apply(command);
        writes.Add(command);
        return command;
    }

    /// <summary>
    /// Calls <paramref name="action"/> once the transaction is committed, for example to wake a dispatcher, even when
    /// <see cref="CommitAsync"/> has timed out by then. It must not throw or block.
    /// </summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    /// <summary>
    /// Reads within the transaction (for example a row <c>for update</c>, or an UPDATE with RETURNING). Pending writes are sent first.
    /// </summary>
    /// <param name="read">Reads one row; it must not keep the reader.</param>
    public async Task<List<T>> ReadAsync<T>(
        string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        await foreach (var row in StreamAsync(sql, parameters, read, ct))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>
    /// As <see cref="ReadAsync{T}"/>, row by row, for results too large for memory. Until it ends, the transaction cannot be used
    /// otherwise.
    /// </summary>
    /// <param name="read">Reads one row; it must not keep the reader.</param>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string sql,
        IReadOnlyList<NpgsqlParameter> parameters,
        Func<NpgsqlDataReader, T> read,
        [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await (await ReadyAsync(ct)).RunAsync(on =>
        {
            command.Connection = on;
            return command.ExecuteReaderAsync(ct);
        });
        while (await reader.ReadAsync(ct))
        {
            yield return read(reader);
        }
    }

    /// <summary>Runs one or several statements (separated by semicolons) within the transaction. Pending writes are sent first.</summary>
    /// <returns>The number of changed rows.</returns>
    public async Task<int> ExecuteAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken ct)
    {
        await using var command = Command(sql, parameters);
        return await (await ReadyAsync(ct)).RunAsync(on =>
        {
            command.Connection = on;
            return command.ExecuteNonQueryAsync(ct);
        });
    }

    /// <summary>
    /// Sends pending writes and commits. When it returns, the writes survive a crash of this process and of the server, and with a
    /// synchronous standby also the loss of the server.
    /// </summary>
    /// <param name="ct">Cancels the wait. A commit in progress continues: a cancelled commit would exist on one server only.</param>
    /// <exception cref="UnconfirmedWriteException">The commit is not confirmed within 5 s, or only by one server. It may have
    /// happened.</exception>
    public async Task CommitAsync(CancellationToken ct)
    {
        var last = connection ?? await open(ct);
        connection = null;
        if (last.InTransaction)
        {
            Add("commit");
        }

        await last.CommitAsync(on => SendAsync(on, WriteConnection.CommitSeconds, CancellationToken.None), afterCommit, ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private static NpgsqlCommand Command(string sql, IReadOnlyList<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql);
        command.Parameters.AddRange(parameters.ToArray());
        return command;
    }

    private async Task<WriteConnection> ReadyAsync(CancellationToken ct)
    {
        connection ??= await open(ct);
        await connection.BeginAsync(ct);
        if (writes.Count > 0)
        {
            await connection.RunAsync(on => SendAsync(on, seconds: null, ct));
        }

        return connection;
    }

    private async Task<int> SendAsync(NpgsqlConnection on, int? seconds, CancellationToken ct)
    {
        if (writes.Count == 0)
        {
            return 0;
        }

        await using var batch = new NpgsqlBatch(on);
        batch.Timeout = seconds ?? batch.Timeout;
        foreach (var write in writes)
        {
            batch.BatchCommands.Add(write);
        }

        writes.Clear();
        return await batch.ExecuteNonQueryAsync(ct);
    }
}
