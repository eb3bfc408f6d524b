using Dapper;
using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>
/// One transaction. Writes are gathered and sent together when it commits: without a read before them that is one round trip for the whole transaction,
/// since PostgreSQL runs an unbroken batch as one. Reads begin an explicit transaction first. Disposing without a commit rolls everything back.
/// </summary>
public sealed class UnitOfWork : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly List<NpgsqlBatchCommand> writes = [];
    private readonly List<Action> afterCommit = [];
    private NpgsqlConnection? connection;
    private NpgsqlTransaction? transaction;

    internal UnitOfWork(NpgsqlDataSource source) => this.source = source;

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

    /// <summary>Calls <paramref name="action"/> once the transaction is committed, e.g. to wake a dispatcher. It must not throw or block.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    /// <summary>Reads within the transaction (for instance a row <c>for update</c>, or an UPDATE with RETURNING). Writes added before are sent first.</summary>
    /// <returns>The rows, read to the end.</returns>
    public async Task<List<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken ct)
    {
        await EnsureTransactionAsync(ct);
        await SendWritesAsync(ct);
        var rows = await connection!.QueryAsync<T>(new CommandDefinition(sql, parameters, transaction, cancellationToken: ct));
        return rows.AsList();
    }

    /// <summary>As <see cref="QueryAsync{T}"/>, for at most one row.</summary>
    public async Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object? parameters, CancellationToken ct)
    {
        var rows = await QueryAsync<T>(sql, parameters, ct);
        return rows.Count switch
        {
            0 => default,
            1 => rows[0],
            _ => throw new InvalidOperationException($"{rows.Count} rows where at most one was expected"),
        };
    }

    /// <summary>As <see cref="QueryAsync{T}"/>, with typed parameters and the caller's own reading of a row.</summary>
    /// <param name="sql">The query, with named parameters.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="read">Reads one row; it must not keep the reader.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<List<T>> ReadAsync<T>(string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await EnsureTransactionAsync(ct);
        await SendWritesAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        command.Parameters.AddRange(parameters.ToArray());
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Sends what is left and commits. After it returns the writes survive a crash of this process and of the server.</summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        connection ??= await source.OpenConnectionAsync(ct);
        await SendWritesAsync(ct);
        if (transaction is not null)
        {
            await transaction.CommitAsync(ct);
        }

        foreach (var action in afterCommit)
        {
            action();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task EnsureTransactionAsync(CancellationToken ct)
    {
        connection ??= await source.OpenConnectionAsync(ct);
        transaction ??= await connection.BeginTransactionAsync(ct);
    }

    private async Task SendWritesAsync(CancellationToken ct)
    {
        if (writes.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var write in writes)
        {
            batch.BatchCommands.Add(write);
        }

        writes.Clear();
        await batch.ExecuteNonQueryAsync(ct);
    }
}
