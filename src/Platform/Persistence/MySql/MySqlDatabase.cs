using MySqlConnector;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Persistence.MySql;

/// <summary>
/// A service's MySQL or MariaDB database: bounded pools, separate for reads, so that reads continue while commits wait. The session
/// settings that its SQL relies on are set once per connection, whatever the server's defaults are.
/// </summary>
public sealed class MySqlDatabase : IDatabase
{
    /// <summary>The max time of a statement, except a commit.</summary>
    internal const int StatementSeconds = 3;

    // The server also ends the transaction of a client that vanished from the network. The pool closes idle connections earlier.
    private const string Always =
        """
        set session sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
            time_zone = '+00:00', innodb_lock_wait_timeout = 2;
        set session transaction isolation level read committed;
        """;

    private const string EndIdle = "set session wait_timeout = 90;";
    private const uint IdleSeconds = 30;
    private const uint ConnectSeconds = 2;

    private readonly MySqlPool reads;
    private readonly MySqlPool writes;
    private readonly MySqlPool probe;
    private readonly MySqlDataSource sessions;

    /// <param name="url">See <see cref="MySqlUrl"/>.</param>
    /// <param name="readTimeout">The server cancels longer reads; default 2 s.</param>
    /// <exception cref="FormatException">The URL is invalid.</exception>
    public MySqlDatabase(string url, TimeSpan? readTimeout = null)
    {
        var given = MySqlUrl.Parse(url);
        Name = given.Database;
        Servers = string.Join(',', given.Server.Split(',').Select(host => $"{host}:{given.Port}"));
        var limit = readTimeout ?? TimeSpan.FromSeconds(2);
        reads = Pool(given, Database.MaxConnections - Database.MaxWriters, on => $"{Always}{EndIdle}{ReadOnly(on, limit)}");
        writes = Pool(given, Database.MaxWriters, _ => $"{Always}{EndIdle}");
        probe = Pool(given, 1, _ => EndIdle);
        sessions = Build(given, Session, _ => Always);
    }

    public string Servers { get; }

    /// <summary>The name of the database; locks of the server are named after it.</summary>
    internal string Name { get; }

    public Task MigrateAsync(IReadOnlyList<MigrationSet> sets, CancellationToken ct) => new MySqlMigrator(this).ApplyAsync(sets, ct);

    // A frozen server does not hear a cancellation, so the wait is ended here.
    public Task<bool> CanWriteAsync(CancellationToken ct) => AskAsync().WaitAsync(ct);

    /// <summary>Reads rows with one statement.</summary>
    /// <param name="sql">The query, with named parameters (<c>@id</c>).</param>
    /// <param name="parameters">See <see cref="MySqlWork.Param{T}"/>.</param>
    /// <param name="read">Reads one row; it must not keep the reader.</param>
    public async Task<List<T>> ReadAsync<T>(
        string sql, IEnumerable<MySqlParameter> parameters, Func<MySqlDataReader, T> read, CancellationToken ct)
    {
        await using var connection = await reads.OpenAsync(ct);
        return await reads.RunAsync(() => RowsAsync(connection, sql, parameters, read, ct));
    }

    /// <summary>Reads one page of a list and the number of items on all pages, in one round trip.</summary>
    /// <param name="total">Returns one number.</param>
    /// <param name="items">Returns the rows of the page in order.</param>
    /// <param name="parameters">Those of both.</param>
    public async Task<Page<T>> ReadPageAsync<T>(
        string total, string items, IEnumerable<MySqlParameter> parameters, Func<MySqlDataReader, T> read, CancellationToken ct)
    {
        await using var connection = await reads.OpenAsync(ct);
        return await reads.RunAsync(async () =>
        {
            await using var command = Command(connection, $"{total};\n{items}", parameters);
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            var count = reader.GetInt64(0);
            await reader.NextResultAsync(ct);
            return new Page<T>(await RowsAsync(reader, read, ct), count);
        });
    }

    /// <summary>Begins a unit of work. It uses the database only when it reads or commits.</summary>
    public MySqlWork Begin() => new(writes);

    /// <summary>Runs one write statement in its own transaction; it commits as <see cref="MySqlWork.CommitAsync"/>.</summary>
    /// <returns>The number of changed rows.</returns>
    public async Task<int> ExecuteAsync(string sql, MySqlParameter[] parameters, CancellationToken ct)
    {
        await using var work = Begin();
        work.Add(sql, parameters);
        return await work.CommitAsync(ct);
    }

    /// <summary>A session outside the pools without time limits, to hold a lock. The caller opens and disposes it.</summary>
    internal MySqlConnection NewSession() => sessions.CreateConnection();

    public async ValueTask DisposeAsync()
    {
        foreach (var source in new IAsyncDisposable[] { reads, writes, probe, sessions })
        {
            await source.DisposeAsync();
        }
    }

    internal static MySqlCommand Command(MySqlConnection on, string sql, IEnumerable<MySqlParameter> parameters)
    {
        var command = new MySqlCommand(sql, on);
        command.Parameters.AddRange(parameters.ToArray());
        return command;
    }

    internal static async Task<List<T>> RowsAsync<T>(
        MySqlConnection on, string sql, IEnumerable<MySqlParameter> parameters, Func<MySqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = Command(on, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await RowsAsync(reader, read, ct);
    }

    private static async Task<List<T>> RowsAsync<T>(MySqlDataReader reader, Func<MySqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private async Task<bool> AskAsync()
    {
        await using var connection = await probe.OpenAsync(CancellationToken.None);
        var rows = await probe.RunAsync(() => RowsAsync(
            connection, "select @@global.read_only = 0", [], row => row.GetBoolean(0), CancellationToken.None));
        return rows[0];
    }

    private static string ReadOnly(MySqlConnection on, TimeSpan limit) =>
        (on.ServerVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase)
            ? $"set session max_statement_time = {(int)Math.Ceiling(limit.TotalSeconds)};"
            : $"set session max_execution_time = {(int)limit.TotalMilliseconds};")
        + "set session transaction read only;";

    private static void Session(MySqlConnectionStringBuilder settings) =>
        (settings.Pooling, settings.DefaultCommandTimeout, settings.Keepalive) = (false, 0, 30);

    private static MySqlPool Pool(MySqlConnectionStringBuilder given, int size, Func<MySqlConnection, string> session) => new(() =>
        Build(
            given,
            settings => (settings.MaximumPoolSize, settings.DefaultCommandTimeout, settings.ConnectionIdleTimeout) =
                ((uint)size, StatementSeconds, IdleSeconds),
            session));

    private static MySqlDataSource Build(
        MySqlConnectionStringBuilder given,
        Action<MySqlConnectionStringBuilder> change,
        Func<MySqlConnection, string> session)
    {
        var settings = new MySqlConnectionStringBuilder(given.ConnectionString)
        {
            DateTimeKind = MySqlDateTimeKind.Utc,
            GuidFormat = MySqlGuidFormat.Binary16,
            ConnectionTimeout = ConnectSeconds,
            // No code changes a pooled session's state, so that it need not be reset.
            ConnectionReset = false,
            // A timeout drops the connection immediately: waiting for an answer could mistake a cancelled commit for a successful one.
            CancellationTimeout = -1,
        };
        change(settings);
        var builder = new MySqlDataSourceBuilder(settings.ConnectionString);
        builder.UseConnectionOpenedCallback(async (context, ct) =>
        {
            if (context.Conditions.HasFlag(MySqlConnectionOpenedConditions.New))
            {
                await using var command = new MySqlCommand(session(context.Connection), context.Connection);
                command.CommandTimeout = (int)ConnectSeconds;
                await command.ExecuteNonQueryAsync(ct);
            }
        });
        return builder.Build();
    }
}
