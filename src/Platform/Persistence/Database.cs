using MySqlConnector;
using Npgsql;
using Tracker.Platform.Persistence.MySql;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Persistence;

/// <summary>
/// A service's PostgreSQL database: bounded connection pools with prepared statements and a statement timeout. Reads have their own pool
/// with read-only transactions, so that nothing writes without the checks of a commit, and reads continue while commits wait for a standby.
/// </summary>
public sealed class Database : IDatabase
{
    /// <summary>
    /// The max connections in a service's pools (document 003 §10.3). Sessions that hold a lock for long (<see cref="NewSession"/>) and the
    /// one of <see cref="CanWriteAsync"/> come on top.
    /// </summary>
    public const int MaxConnections = 20;

    /// <summary>The max connections that write, and so the max number of commits that wait for a standby.</summary>
    public const int MaxWriters = MaxConnections / 2;

    private const int KeepAliveSeconds = 30;

    // Server-side timeouts: a client that vanished from the network would otherwise keep its transaction and locks for two hours.
    private const string EndIdleTransactions = "-c idle_in_transaction_session_timeout=30s";
    private const string DetectDeadClients = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";
    private const string ReadOnly = "-c default_transaction_read_only=on";

    // Statements read few rows, whatever the planner expects: compiling one takes longer than all of them may.
    private const string NoCompiler = "-c jit=off";

    private readonly ConnectionPool reads;
    private readonly ConnectionPool writes;
    private readonly ConnectionPool probe;
    private readonly ConnectionPool sessions;
    private readonly ConnectionPool longWrites;

    /// <param name="url">See <see cref="PostgresUrl"/>.</param>
    /// <param name="statementTimeout">The server cancels longer statements (SQLSTATE 57014); default 2 s.</param>
    /// <exception cref="FormatException">The URL is invalid.</exception>
    public Database(string url, TimeSpan? statementTimeout = null)
    {
        var given = PostgresUrl.Parse(url);
        Servers = PostgresUrl.Servers(given);
        var timeout = statementTimeout ?? TimeSpan.FromSeconds(2);
        var timeLimits = $"-c statement_timeout={(int)timeout.TotalMilliseconds} {EndIdleTransactions}";
        var limits = $"{timeLimits} {DetectDeadClients} {NoCompiler} -c timezone=UTC {given.Options}".TrimEnd();
        var noLimits = $"{DetectDeadClients} {given.Options} -c statement_timeout=0 -c timezone=UTC";
        // The server decides which connections are read-only, not the driver: a standby is read-only whatever the session requests.
        var readTarget = given.TargetSessionAttributes is "read-write" ? "primary" : given.TargetSessionAttributes;

        reads = Pool(settings =>
            (settings.MaxPoolSize, settings.Options, settings.TargetSessionAttributes) =
                (MaxConnections - MaxWriters, $"{limits} {ReadOnly}", readTarget));
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

    public string Servers { get; }

    /// <summary>The pool for reads; its transactions are read-only.</summary>
    public NpgsqlDataSource Reads => reads.Source;

    /// <summary>The pool for writes, without the checks of a commit: for tests only.</summary>
    internal NpgsqlDataSource Source => writes.Source;

    /// <summary>Takes a read connection from the pool; waits at most 5 s for one.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => reads.Source.OpenConnectionAsync(ct);

    /// <summary>Reads rows with one statement.</summary>
    /// <param name="sql">The query, with named parameters (<c>@id</c>).</param>
    /// <param name="parameters">Its parameters; <see cref="Sql.Param{T}"/> makes them.</param>
    /// <param name="read">Reads one row; it must not keep the reader.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<List<T>> ReadAsync<T>(
        string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = Reads.CreateCommand(sql);
        command.Parameters.AddRange(parameters.ToArray());
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await RowsAsync(reader, read, ct);
    }

    /// <summary>Reads one page of a list and the number of items on all pages, in one round trip.</summary>
    /// <param name="total">Returns one number.</param>
    /// <param name="items">Returns the rows of the page in order.</param>
    /// <param name="read">Reads one row; it must not keep the reader.</param>
    public async Task<Page<T>> ReadPageAsync<T>(
        NpgsqlBatchCommand total, NpgsqlBatchCommand items, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var batch = Reads.CreateBatch();
        foreach (var command in new[] { total, items })
        {
            PositionalParameters.Apply(command);
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var count = reader.GetInt64(0);
        await reader.NextResultAsync(ct);
        return new Page<T>(await RowsAsync(reader, read, ct), count);
    }

    /// <summary>Begins a unit of work. It uses the database only when it reads or commits.</summary>
    public UnitOfWork Begin() => new(ct => WriteConnection.OpenAsync(writes, isAwaited: true, ct));

    /// <summary>
    /// Begins a unit of work on its own session without time limits, for background work that takes longer than a request may.
    /// </summary>
    public UnitOfWork BeginLong() => new(ct => WriteConnection.OpenAsync(longWrites, isAwaited: false, ct));

    /// <summary>Runs one write statement in its own transaction; it commits as <see cref="UnitOfWork.CommitAsync"/>.</summary>
    /// <param name="sql">With named parameters.</param>
    /// <param name="parameters"><see cref="Sql.Param{T}"/> makes them.</param>
    /// <param name="ct">Cancels the wait; a write in progress continues.</param>
    /// <returns>The number of changed rows.</returns>
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

    /// <summary>As <see cref="ExecuteAsync"/>, for a statement that returns rows (<c>returning</c>).</summary>
    /// <returns>The rows, once the write is confirmed.</returns>
    public Task<List<T>> WriteAsync<T>(
        string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken ct) => CommitAsync(
        async on =>
        {
            await using var command = Command(sql, parameters);
            command.Connection = on;
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            return await RowsAsync(reader, read, CancellationToken.None);
        },
        ct);

    public Task MigrateAsync(IReadOnlyList<MigrationSet> sets, CancellationToken ct) => new Migrator(this).ApplyAsync(sets, ct);

    public async Task<bool> CanWriteAsync(CancellationToken ct)
    {
        await using var connection = await probe.Source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(
            "select not (pg_is_in_recovery() or current_setting('transaction_read_only')::boolean)", connection);
        var can = (bool)(await command.ExecuteScalarAsync(ct))!;
        if (!can)
        {
            probe.Renew();
            writes.Renew();
        }

        return can;
    }

    /// <summary>
    /// A session outside the pools without time limits, for long reads or to hold a session lock; its transactions are read-only.
    /// Keep-alives protect it, since it may be idle longer than a network allows. The caller opens and disposes it.
    /// </summary>
    public NpgsqlConnection NewSession() => sessions.Source.CreateConnection();

    /// <summary>
    /// Whether the database failed for reasons of its own, so that a retry may succeed: no server answers, it is too slow or overloaded,
    /// read-only, starting, stopping or failing over, does not confirm a write, or rejects the login. False when it rejects a statement or
    /// its data.
    /// </summary>
    public static bool IsAway(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => true,
        PostgresException answer => answer.SqlState[..2] is "08" or "28" or "3D" or "40" or "53" or "55" or "57" or "58",
        NpgsqlException => true,
        MySqlException answer => MySqlFaults.IsAway(answer),
        _ => e.InnerException is { } inner && IsAway(inner),
    };

    /// <summary>Whether a server rejected the login or has no such database: waiting alone does not help.</summary>
    public static bool IsShut(Exception e) => e switch
    {
        PostgresException answer => answer.SqlState[..2] is "28" or "3D",
        MySqlException answer => MySqlFaults.IsShut(answer),
        _ => false,
    };

    /// <summary>
    /// Whether the database rejects the data (SQLSTATE classes 22 and 23) or finds it too large (54). Other errors do not depend on the
    /// data, since statements are constants.
    /// </summary>
    public static bool RefusesData(NpgsqlException e) => e is PostgresException answer && answer.SqlState[..2] is "22" or "23" or "54";

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in new[] { reads, writes, probe, sessions, longWrites })
        {
            await pool.DisposeAsync();
        }
    }

    /// <summary>As <see cref="NewSession"/>, but the session may write, without the checks of a commit: for tests only.</summary>
    internal NpgsqlConnection NewWriteSession() => longWrites.Source.CreateConnection();

    private async Task<T> CommitAsync<T>(Func<NpgsqlConnection, Task<T>> send, CancellationToken ct) =>
        await (await WriteConnection.OpenAsync(writes, isAwaited: true, ct)).CommitAsync(send, [], ct);

    private static async Task<List<T>> RowsAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static NpgsqlCommand Command(string sql, IReadOnlyList<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql) { CommandTimeout = WriteConnection.CommitSeconds };
        command.Parameters.AddRange(parameters.ToArray());
        return command;
    }

    private static NpgsqlConnectionStringBuilder Common(NpgsqlConnectionStringBuilder given, TimeSpan statementTimeout) =>
        new(given.ConnectionString)
    {
        MaxAutoPrepare = 200,
        AutoPrepareMinUsages = 2,
        Timeout = 5,
        // No code changes a pooled session's state, so no reset statements are needed. Code that needs a state uses NewSession.
        NoResetOnClose = true,
        // Above the server's own limit: the server's error says what happened; this one only guards against a server that is gone.
        CommandTimeout = (int)statementTimeout.TotalSeconds + 3,
        // Drop the connection immediately. Waiting for its answer could mistake a cancelled commit for a successful one.
        CancellationTimeout = -1,
    };

    private static NpgsqlConnectionStringBuilder Session(NpgsqlConnectionStringBuilder settings, string options)
    {
        (settings.Pooling, settings.CommandTimeout, settings.MaxAutoPrepare, settings.Options) = (false, 0, 0, options);
        (settings.TcpKeepAlive, settings.KeepAlive) = (true, KeepAliveSeconds);
        return settings;
    }
}
