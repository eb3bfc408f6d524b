using System.Runtime.CompilerServices;
using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>
/// One transaction. Writes are gathered and sent together when it commits: without a read before them that is one round trip for the whole transaction,
/// since PostgreSQL runs an unbroken batch as one. Reads begin an explicit transaction first. Disposing without a commit rolls everything back.
/// </summary>
public sealed class UnitOfWork : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task<WriteConnection>> open;
    private readonly List<NpgsqlBatchCommand> writes = [];
    private readonly List<Action> afterCommit = [];
    private WriteConnection? connection;

    internal UnitOfWork(Func<CancellationToken, Task<WriteConnection>> open) => this.open = open;

    /// <summary>Adds a statement that is sent at <see cref="CommitAsync"/>, in the order of the calls.</summary>
    /// <param name="sql">The statement, with named parameters (<c>@id</c>).</param>
    /// <param name="parameters">Its parameters; <see cref="Sql.Param{T}"/> makes them.</param>
    public void Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        writes.Add(command);
    }

    /// <summary>Calls <paramref name="action"/> once the transaction is committed, e.g. to wake a dispatcher, also when <see cref="CommitAsync"/> has given
    /// up waiting by then. It must not throw or block.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    /// <summary>Reads within the transaction (for instance a row <c>for update</c>, or an UPDATE with RETURNING). Writes added before are sent first.</summary>
    /// <param name="sql">The query, with named parameters.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="read">Reads one row; it must not keep the reader.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>The rows, read to the end.</returns>
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

    /// <summary>As <see cref="ReadAsync{T}"/>, row by row, for what is too much to hold. Nothing else is done in the transaction meanwhile.</summary>
    /// <param name="sql">The query, with named parameters.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="read">Reads one row; it must not keep the reader.</param>
    /// <param name="ct">Ends it.</param>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken ct)
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

    /// <summary>Runs a statement, or several separated by semicolons, within the transaction. Writes added before are sent first.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken ct)
    {
        await using var command = Command(sql, parameters);
        return await (await ReadyAsync(ct)).RunAsync(on =>
        {
            command.Connection = on;
            return command.ExecuteNonQueryAsync(ct);
        });
    }

    /// <summary>Sends what is left and commits. After it returns the writes survive a crash of this process and of the server, and the loss of the server
    /// when it has a synchronous standby.</summary>
    /// <param name="ct">The caller no longer waits. A commit that was begun goes on all the same: cancelled, it would be there without a second copy.</param>
    /// <exception cref="UnconfirmedWriteException">It is not confirmed within 5 s, or only by one server. It may have been committed.</exception>
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

    /// <inheritdoc/>
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
