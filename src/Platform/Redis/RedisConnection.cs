using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Tracker.Platform.Redis;

/// <summary>
/// One service's connection to Redis. Every call has a time limit. The first call that fails begins an outage: it is logged once, further calls fail
/// at once instead of waiting, and a ping in the background ends it when Redis answers again.
/// </summary>
public sealed partial class RedisConnection : IAsyncDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(250);
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly RedisUrl url;
    private readonly ILogger<RedisConnection> logger;
    private readonly TimeSpan limit;
    private Task<ConnectionMultiplexer>? connecting;
    private Task probing = Task.CompletedTask;
    private bool away;

    /// <summary>Opens no connection yet; a Redis that is away when the service starts is one that comes later.</summary>
    /// <param name="url">The server.</param>
    /// <param name="logger">Is told when an outage begins and ends.</param>
    /// <param name="limit">How long one call may take; the default is 1 s.</param>
    public RedisConnection(RedisUrl url, ILogger<RedisConnection> logger, TimeSpan? limit = null) =>
        (this.url, this.logger, this.limit) = (url, logger, limit ?? TimeSpan.FromSeconds(1));

    /// <summary>The authority whose certificates are accepted; null for those that the machine trusts.</summary>
    internal X509Certificate2? Trusted { get; init; }

    /// <summary>False from the first call that failed until Redis answers again. Nothing is asked for it.</summary>
    public bool IsUp => !Volatile.Read(ref away);

    /// <param name="call">The command.</param>
    /// <param name="ct">Ends the wait, not the command.</param>
    /// <exception cref="RedisUnavailableException">Redis is away, or did not answer in time.</exception>
    /// <exception cref="RedisServerException">Redis answered with an error.</exception>
    public async Task<T> CallAsync<T>(Func<IDatabaseAsync, Task<T>> call, CancellationToken ct)
    {
        if (!IsUp)
        {
            throw new RedisUnavailableException();
        }

        try
        {
            return await SendAsync(call, ct);
        }
        catch (Exception e) when (IsOutage(e, ct))
        {
            BeginOutage(e);
            throw new RedisUnavailableException("Redis does not answer", e);
        }
    }

    /// <inheritdoc cref="CallAsync" path="/exception"/>
    public Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] values, CancellationToken ct) =>
        // Without a primary, the client would run it on a replica, which refuses to write.
        CallAsync(database => database.ScriptEvaluateAsync(script.Text, keys, values, CommandFlags.DemandMaster), ct);

    /// <summary>Asks Redis for a sign of life, also during an outage.</summary>
    /// <returns>Whether it answered in time.</returns>
    public async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            // A replica would answer too, but cannot write.
            await SendAsync(static database => database.PingAsync(CommandFlags.DemandMaster), ct);
            return true;
        }
        catch (RedisServerException)
        {
            // It is loading its data, for example.
            return false;
        }
        catch (Exception e) when (IsOutage(e, ct))
        {
            BeginOutage(e);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        Task<ConnectionMultiplexer>? opened;
        Task probe;
        lock (gate)
        {
            (opened, probe) = (connecting, probing);
        }

        await probe;
        if (opened is not null)
        {
            await CloseAsync(opened);
        }

        stop.Dispose();
    }

    private async Task<T> SendAsync<T>(Func<IDatabaseAsync, Task<T>> call, CancellationToken ct)
    {
        var opened = Open();
        // Through Sentinels, connecting takes several time limits when some of them are away.
        var multiplexer = opened.IsCompletedSuccessfully ? opened.Result : await opened.WaitAsync(limit, ct);
        return await call(multiplexer.GetDatabase()).WaitAsync(ct);
    }

    private Task<ConnectionMultiplexer> Open()
    {
        if (Volatile.Read(ref connecting) is { IsCompletedSuccessfully: true } opened)
        {
            return opened;
        }

        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stop.IsCancellationRequested, this);
            return connecting = connecting is null or { IsFaulted: true } ? ConnectionMultiplexer.ConnectAsync(Options()) : connecting;
        }
    }

    private ConfigurationOptions Options()
    {
        var options = url.Options();
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = options.AsyncTimeout = options.SyncTimeout = (int)limit.TotalMilliseconds;
        // Time limits are looked at once a heartbeat.
        options.HeartbeatInterval = ProbeInterval;
        options.KeepAlive = 10;
        // During an outage a call fails at once instead of waiting for the connection.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        // How long a promoted replica may go unnoticed.
        options.ConfigCheckSeconds = 5;
        // The client's own key and channel; users with few rights may not touch them.
        options.TieBreaker = options.ConfigurationChannel = "";
        // A private authority publishes no list of revoked certificates.
        options.CheckCertificateRevocation = false;
        if (Trusted is not null)
        {
            options.TrustIssuer(Trusted);
        }

        return options;
    }

    private void BeginOutage(Exception cause)
    {
        lock (gate)
        {
            if (away || stop.IsCancellationRequested)
            {
                return;
            }

            Volatile.Write(ref away, true);
            probing = Task.Run(ProbeAsync);
        }

        Log.Away(logger, url, cause);
    }

    private async Task ProbeAsync()
    {
        using var timer = new PeriodicTimer(ProbeInterval);
        try
        {
            do
            {
                await timer.WaitForNextTickAsync(stop.Token);
            }
            while (!await AnswersAsync(stop.Token));

            Volatile.Write(ref away, false);
            Log.Back(logger, url);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service is stopping.
        }
    }

    private static bool IsOutage(Exception exception, CancellationToken ct) =>
        exception is RedisConnectionException or TimeoutException or ObjectDisposedException
        || (exception is OperationCanceledException && !ct.IsCancellationRequested);

    private async Task CloseAsync(Task<ConnectionMultiplexer> opened)
    {
        try
        {
            var multiplexer = await opened.WaitAsync(limit);
            await multiplexer.CloseAsync(allowCommandsToComplete: false).WaitAsync(limit);
            multiplexer.Dispose();
        }
        catch (Exception e) when (IsOutage(e, CancellationToken.None))
        {
            // A Redis that does not answer needs no goodbye; the sockets end with the process.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Warning, "{Redis} does not answer; until it does, the service goes on without it")]
        public static partial void Away(ILogger logger, RedisUrl redis, Exception exception);

        [LoggerMessage(2202, LogLevel.Information, "{Redis} answers again")]
        public static partial void Back(ILogger logger, RedisUrl redis);
    }
}
