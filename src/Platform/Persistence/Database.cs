using Microsoft.Extensions.Logging;
using Npgsql;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Persistence;

/// <summary>One service's PostgreSQL database: a bounded pool of connections whose statements are prepared by themselves and cut off after a time.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>The most connections in a service's pool (document 003 §10.3). Sessions that hold a lock for long (<see cref="NewSession"/>) are
    /// beside it.</summary>
    public const int MaxConnections = 20;

    private const int KeepAliveSeconds = 30;

    // The server's side of it: whoever vanished from the network within a transaction, or with a lock, would keep what it holds for two hours.
    private const string EndIdleTransactions = "-c idle_in_transaction_session_timeout=30s";
    private const string NoticeWhoIsGone = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

    private readonly string connectionString;
    private readonly string? ownOptions;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="url">The database, as <see cref="PostgresUrl"/> reads it.</param>
    /// <param name="statementTimeout">How long one statement may run before the server ends it (SQLSTATE 57014); the default is 2 s.</param>
    /// <param name="loggers">Where Npgsql reports; null for nowhere.</param>
    /// <exception cref="FormatException">The URL cannot be read.</exception>
    public Database(string url, TimeSpan? statementTimeout = null, ILoggerFactory? loggers = null)
    {
        var settings = PostgresUrl.Parse(url);
        settings.MaxPoolSize = MaxConnections;
        settings.MaxAutoPrepare = 200;
        settings.AutoPrepareMinUsages = 2;
        settings.Timeout = 5;
        // Nothing here changes a pooled session's state, so there is none to undo with statements before each use. What needs a state takes NewSession.
        settings.NoResetOnClose = true;
        // Above the server's own limit: the server's answer tells what happened, this one only guards against a server that is gone.
        var timeout = statementTimeout ?? TimeSpan.FromSeconds(2);
        settings.CommandTimeout = (int)timeout.TotalSeconds + 3;
        settings.CancellationTimeout = 1000;
        ownOptions = settings.Options;
        settings.Options =
            $"-c statement_timeout={(int)timeout.TotalMilliseconds} {EndIdleTransactions} {NoticeWhoIsGone} -c timezone=UTC {ownOptions}".TrimEnd();
        connectionString = settings.ConnectionString;
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        if (loggers is not null)
        {
            builder.UseLoggerFactory(loggers);
        }

        Source = builder.Build();
    }

    /// <summary>The pool itself, for Dapper queries on an opened connection.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Takes a connection from the pool; waits at most 5 s for one.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => Source.OpenConnectionAsync(ct);

    /// <summary>Reads one page of a list and the number of items on all pages, in one round trip.</summary>
    /// <param name="total">A statement that gives one number.</param>
    /// <param name="items">A statement that gives the page's rows, in order.</param>
    /// <param name="read">Reads one row; it must not keep the reader.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Page<T>> ReadPageAsync<T>(NpgsqlBatchCommand total, NpgsqlBatchCommand items, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var batch = Source.CreateBatch();
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
    public UnitOfWork Begin() => new(Source);

    /// <summary>
    /// A session outside the pool without time limits, for what must not be cut off or must hold a session lock; kept alive, since it may idle longer than a
    /// network lets it. The caller opens and disposes it.
    /// </summary>
    public NpgsqlConnection NewSession() => new(new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        CommandTimeout = 0,
        MaxAutoPrepare = 0,
        TcpKeepAlive = true,
        KeepAlive = KeepAliveSeconds,
        Options = $"{NoticeWhoIsGone} {ownOptions} -c statement_timeout=0 -c timezone=UTC",
    }.ConnectionString);

    /// <summary>
    /// Whether a database could not do its work for reasons of its own: it does not answer, is too slow, read-only, being restored, or does not let
    /// us in. All it may say about what it was given is that the data cannot be (SQLSTATE classes 22 and 23) or are too much for it (54):
    /// statements themselves never depend on them.
    /// </summary>
    public static bool IsAway(NpgsqlException e) => e is not PostgresException answer || answer.SqlState[..2] is not ("22" or "23" or "54");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
