using Dapper;
using Npgsql;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Persistence;

/// <summary>
/// One service's PostgreSQL database: bounded pools of connections whose statements are prepared by themselves and cut off after a time. Reads have a pool of
/// their own whose transactions are read-only, so that nothing writes without the checks of a commit, and so that reads go on while commits wait for a standby.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>The most connections in a service's pools (document 003 §10.3). Sessions that hold a lock for long (<see cref="NewSession"/>), and the one of
    /// <see cref="CanWriteAsync"/>, are beside it.</summary>
    public const int MaxConnections = 20;

    /// <summary>How many of them may write, and so how many commits may wait for a standby.</summary>
    public const int MaxWriters = MaxConnections / 2;

    private const int KeepAliveSeconds = 30;

    // The server's side of it: whoever vanished from the network within a transaction, or with a lock, would keep what it holds for two hours.
    private const string EndIdleTransactions = "-c idle_in_transaction_session_timeout=30s";
    private const string NoticeWhoIsGone = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";
    private const string ReadOnly = "-c default_transaction_read_only=on";

    private readonly ConnectionPool reads;
    private readonly ConnectionPool writes;
    private readonly ConnectionPool probe;
    private readonly ConnectionPool sessions;
    private readonly ConnectionPool longWrites;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="url">The database, as <see cref="PostgresUrl"/> reads it.</param>
    /// <param name="statementTimeout">How long one statement may run before the server ends it (SQLSTATE 57014); the default is 2 s.</param>
    /// <exception cref="FormatException">The URL cannot be read.</exception>
    public Database(string url, TimeSpan? statementTimeout = null)
    {
        var given = PostgresUrl.Parse(url);
        Servers = PostgresUrl.Servers(given);
        var timeout = statementTimeout ?? TimeSpan.FromSeconds(2);
        var limits = $"-c statement_timeout={(int)timeout.TotalMilliseconds} {EndIdleTransactions} {NoticeWhoIsGone} -c timezone=UTC {given.Options}".TrimEnd();
        var noLimits = $"{NoticeWhoIsGone} {given.Options} -c statement_timeout=0 -c timezone=UTC";
        // The server decides which connections are read-only, not the driver: a standby is one whatever the session asks for.
        var readTarget = given.TargetSessionAttributes is "read-write" ? "primary" : given.TargetSessionAttributes;

        reads = Pool(settings =>
            (settings.MaxPoolSize, settings.Options, settings.TargetSessionAttributes) = (MaxConnections - MaxWriters, $"{limits} {ReadOnly}", readTarget));
        writes = Pool(settings => (settings.MaxPoolSize, settings.Options) = (MaxWriters, limits));
        probe = Pool(settings => (settings.MaxPoolSize, settings.Options) = (1, limits), knowsAllTypes: false);
        sessions = Pool(settings => Session(settings, $"{noLimits} {ReadOnly}").TargetSessionAttributes = readTarget, knowsAllTypes: false);
        longWrites = Pool(settings => Session(settings, noLimits), knowsAllTypes: false);

        ConnectionPool Pool(Action<NpgsqlConnectionStringBuilder> change, bool knowsAllTypes = true)
        {
            var settings = Common(given, timeout);
            change(settings);
            return new ConnectionPool(settings, knowsAllTypes);
        }
    }

    /// <summary>The servers, for messages: <c>h1:5432,h2:5432</c>.</summary>
    public string Servers { get; }

    /// <summary>The pool for reads: its transactions are read-only.</summary>
    public NpgsqlDataSource Reads => reads.Source;

    /// <summary>The pool of those that write, without the checks of a commit: for tests only.</summary>
    internal NpgsqlDataSource Source => writes.Source;

    /// <summary>Takes a connection for reads from the pool; waits at most 5 s for one.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => reads.Source.OpenConnectionAsync(ct);

    /// <summary>Reads one page of a list and the number of items on all pages, in one round trip.</summary>
    /// <param name="total">A statement that gives one number.</param>
    /// <param name="items">A statement that gives the page's rows, in order.</param>
    /// <param name="read">Reads one row; it must not keep the reader.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Page<T>> ReadPageAsync<T>(NpgsqlBatchCommand total, NpgsqlBatchCommand items, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var batch = Reads.CreateBatch();
        batch.BatchCommands.Add(total);
        batch.BatchCommands.Add(items);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var count = reader.GetInt64(0);
        await reader.NextResultAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return new Page<T>(rows, count);
    }

    /// <summary>Begins a unit of work. It touches the database only when it reads or commits.</summary>
    public UnitOfWork Begin() => new(ct => WriteConnection.OpenAsync(writes, isAwaited: true, ct));

    /// <summary>Begins a unit of work on a session of its own without time limits, for background work that takes longer than a request may.</summary>
    public UnitOfWork BeginLong() => new(ct => WriteConnection.OpenAsync(longWrites, isAwaited: false, ct));

    /// <summary>Runs one statement that writes, as a transaction of its own; its end is as <see cref="UnitOfWork.CommitAsync"/> says.</summary>
    /// <param name="sql">The statement, with named parameters.</param>
    /// <param name="parameters">An object with their values.</param>
    /// <param name="ct">The caller no longer waits; what was begun goes on.</param>
    /// <returns>How many rows it changed.</returns>
    public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken ct) =>
        CommitAsync(on => on.ExecuteAsync(new CommandDefinition(sql, parameters, commandTimeout: WriteConnection.CommitSeconds)), ct);

    /// <summary>As <see cref="ExecuteAsync(string, object, CancellationToken)"/>, with typed parameters.</summary>
    public async Task<int> ExecuteAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken ct)
    {
        await using var command = Command(sql, parameters);
        return await CommitAsync(
            on =>
            {
                command.Connection = on;
                return command.ExecuteNonQueryAsync(CancellationToken.None);
            },
            ct);
    }

    /// <summary>As <see cref="ExecuteAsync(string, object, CancellationToken)"/>, for a statement that gives rows back (<c>returning</c>).</summary>
    /// <returns>The rows, when the write is confirmed.</returns>
    public async Task<List<T>> WriteAsync<T>(string sql, object? parameters, CancellationToken ct) =>
        (await CommitAsync(on => on.QueryAsync<T>(new CommandDefinition(sql, parameters, commandTimeout: WriteConnection.CommitSeconds)), ct)).AsList();

    /// <summary>As <see cref="WriteAsync{T}(string, object, CancellationToken)"/>, with typed parameters and the caller's own reading of a row.</summary>
    public Task<List<T>> WriteAsync<T>(
        string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken ct) => CommitAsync(
        async on =>
        {
            await using var command = Command(sql, parameters);
            command.Connection = on;
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            var rows = new List<T>();
            while (await reader.ReadAsync(CancellationToken.None))
            {
                rows.Add(read(reader));
            }

            return rows;
        },
        ct);

    /// <summary>Whether the database takes writes now: false when it is a standby or read-only. It has a connection of its own, so that commits that wait
    /// do not hold up the answer.</summary>
    public async Task<bool> CanWriteAsync(CancellationToken ct)
    {
        await using var connection = await probe.Source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("select not (pg_is_in_recovery() or current_setting('transaction_read_only')::boolean)", connection);
        var can = (bool)(await command.ExecuteScalarAsync(ct))!;
        if (!can)
        {
            probe.Renew();
            writes.Renew();
        }

        return can;
    }

    /// <summary>
    /// A session outside the pools without time limits, for reads that must not be cut off or to hold a session lock; its transactions are read-only. It is
    /// kept alive, since it may idle longer than a network lets it. The caller opens and disposes it.
    /// </summary>
    public NpgsqlConnection NewSession() => sessions.Source.CreateConnection();

    /// <summary>
    /// Whether a database could not do its work for reasons of its own, so that the same may succeed later: no server answers, it is too slow or overloaded,
    /// read-only, starting, stopping or changing hands, does not confirm a write, or does not let us in. Not when it refuses a statement or its data.
    /// </summary>
    public static bool IsAway(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => true,
        PostgresException answer => answer.SqlState[..2] is "08" or "28" or "3D" or "40" or "53" or "55" or "57" or "58",
        NpgsqlException => true,
        _ => e.InnerException is { } inner && IsAway(inner),
    };

    /// <summary>Whether a server answered that it does not let us in, or has no such database: waiting for it alone does not help.</summary>
    public static bool IsShut(Exception e) => e is PostgresException { SqlState: ['2', '8', ..] or ['3', 'D', ..] };

    /// <summary>
    /// Whether a database refuses the data it was given (SQLSTATE classes 22 and 23) or finds them too much (54). All else it answers does not depend on them:
    /// statements are constants.
    /// </summary>
    public static bool RefusesData(NpgsqlException e) => e is PostgresException answer && answer.SqlState[..2] is "22" or "23" or "54";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var pool in new[] { reads, writes, probe, sessions, longWrites })
        {
            await pool.DisposeAsync();
        }
    }

    /// <summary>A session as <see cref="NewSession"/> gives it, but one that may write, without the checks of a commit: for tests only.</summary>
    internal NpgsqlConnection NewWriteSession() => longWrites.Source.CreateConnection();

    private async Task<T> CommitAsync<T>(Func<NpgsqlConnection, Task<T>> send, CancellationToken ct) =>
        await (await WriteConnection.OpenAsync(writes, isAwaited: true, ct)).CommitAsync(send, [], ct);

    private static NpgsqlCommand Command(string sql, IReadOnlyList<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql) { CommandTimeout = WriteConnection.CommitSeconds };
        command.Parameters.AddRange(parameters.ToArray());
        return command;
    }

    private static NpgsqlConnectionStringBuilder Common(NpgsqlConnectionStringBuilder given, TimeSpan statementTimeout) => new(given.ConnectionString)
    {
        MaxAutoPrepare = 200,
        AutoPrepareMinUsages = 2,
        Timeout = 5,
        // Nothing here changes a pooled session's state, so there is none to undo with statements before each use. What needs a state takes NewSession.
        NoResetOnClose = true,
        // Above the server's own limit: the server's answer tells what happened, this one only guards against a server that is gone.
        CommandTimeout = (int)statementTimeout.TotalSeconds + 3,
        // The connection is given up at once. Its answer would be one more chance to take a cancelled commit for a good one.
        CancellationTimeout = -1,
    };

    private static NpgsqlConnectionStringBuilder Session(NpgsqlConnectionStringBuilder settings, string options)
    {
        (settings.Pooling, settings.CommandTimeout, settings.MaxAutoPrepare, settings.Options) = (false, 0, 0, options);
        (settings.TcpKeepAlive, settings.KeepAlive) = (true, KeepAliveSeconds);
        return settings;
    }
}
