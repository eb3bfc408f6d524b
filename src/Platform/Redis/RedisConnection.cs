using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Tracker.Platform.Redis;

/// <summary>
/// A service's connection to Redis. Every call has a time limit. The first failed call begins an outage: it is logged once, further calls
/// fail immediately, and a ping in the background ends it when Redis answers again.
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

    /// <summary>Does not connect yet; the service can start while Redis is away.</summary>
    /// <param name="limit">The max time of one call; default 1 s.</param>
    public RedisConnection(RedisUrl url, ILogger<RedisConnection> logger, TimeSpan? limit = null) =>
        (this.url, this.logger, this.limit) = (url, logger, limit ?? TimeSpan.FromSeconds(1));

    /// <summary>The authority whose certificates are accepted; default: those the machine trusts.</summary>
    internal X509Certificate2? Trusted { get; init; }

    /// <summary>False from the first failed call until Redis answers again. Reading it sends nothing.</summary>
    public bool IsUp => !Volatile.Read(ref away);

    /// <param name="ct">Cancels the wait, not the command.</param>
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
        // Without a primary the client would use a replica, which rejects writes.
        CallAsync(database => database.ScriptEvaluateAsync(script.Text, keys, values, CommandFlags.DemandMaster), ct);

    /// <summary>
    /// Subscribes to a channel. While Redis is away, and after each reconnection, the client subscribes as soon as it can: what was
    /// published meanwhile is lost.
    /// </summary>
    /// <param name="handle">May be called from several threads; must not block or throw.</param>
    internal async Task SubscribeAsync(string channel, Action<ReadOnlyMemory<byte>> handle, CancellationToken ct)
    {
        var multiplexer = await ConnectAsync(ct);
        try
        {
            await multiplexer.GetSubscriber().SubscribeAsync(RedisChannel.Literal(channel), (_, value) => handle(value)).WaitAsync(ct);
        }
        catch (Exception e) when (IsOutage(e, ct))
        {
            // The client keeps the subscription and makes it later. Calls have a socket of their own, which may be up.
        }
    }

    /// <summary>Calls <paramref name="action"/> after each reconnection of the subscriptions.</summary>
    internal async Task WhenReconnectedAsync(Action action, CancellationToken ct)
    {
        var multiplexer = await ConnectAsync(ct);
        multiplexer.ConnectionRestored += (_, restored) =>
        {
            if (restored.ConnectionType == ConnectionType.Subscription)
            {
                action();
            }
        };
    }

    /// <summary>Pings Redis, also during an outage.</summary>
    /// <returns>False when it did not answer in time.</returns>
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
            // For example: Redis is still loading its data.
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
        // With Sentinels, connecting takes several time limits when some of them are away.
        var multiplexer = opened.IsCompletedSuccessfully ? opened.Result : await opened.WaitAsync(limit, ct);
        return await call(multiplexer.GetDatabase()).WaitAsync(ct);
    }

    // With several servers that are away, connecting takes several time limits.
    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await Open().WaitAsync(ct);
            }
            catch (Exception e) when (IsOutage(e, ct))
            {
                BeginOutage(e);
                await Task.Delay(ProbeInterval, ct);
            }
        }
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
        // The client checks time limits once per heartbeat.
        options.HeartbeatInterval = ProbeInterval;
        options.KeepAlive = 10;
        // During an outage a call fails immediately instead of waiting for the connection.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        // The max time until a promoted replica is noticed.
        options.ConfigCheckSeconds = 5;
        // The client's own key and channel; users with few permissions cannot access them.
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
            // Redis does not answer; the sockets close with the process.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Warning, "{Redis} does not answer; the service continues without it until it does")]
        public static partial void Away(ILogger logger, RedisUrl redis, Exception exception);

        [LoggerMessage(2202, LogLevel.Information, "{Redis} answers again")]
        public static partial void Back(ILogger logger, RedisUrl redis);
    }
}
