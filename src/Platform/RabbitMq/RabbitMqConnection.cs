using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// A service's only connection to its broker, to any server that accepts it. It is tried every second from the start and whenever it
/// breaks. Channels are not recovered: their users open new ones and declare what they need, so that a broker that lost its data is treated
/// like a new one.
/// </summary>
/// <param name="name">The connection's name in the broker, for example <c>order-service</c>.</param>
public sealed partial class RabbitMqConnection(RabbitMqUrl url, string name, ILogger<RabbitMqConnection> logger)
    : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stopping = new();
    private volatile TaskCompletionSource<IConnection> opened = NewSource();
    private Task? loop;
    private bool disposed;

    /// <summary>Its text hides the password.</summary>
    public RabbitMqUrl Broker => url;

    /// <summary>The gauge <c>rabbitmq_connected</c>.</summary>
    public bool IsUp => opened.Task is { IsCompletedSuccessfully: true, Result.IsOpen: true };

    /// <summary>Begins to connect and returns immediately.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        loop ??= Task.Run(KeepOpenAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Closes the connection permanently.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        if (loop is not null)
        {
            await loop.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The container registers it under two services and disposes it once for each.
        if (disposed)
        {
            return;
        }

        disposed = true;
        await StopAsync(CancellationToken.None);
        stopping.Dispose();
    }

    /// <summary>Waits until there is a connection.</summary>
    internal async Task<IConnection> WaitAsync(CancellationToken ct)
    {
        while (true)
        {
            var connection = await opened.Task.WaitAsync(ct);
            if (connection.IsOpen)
            {
                return connection;
            }

            // It just broke, and the loop has not noticed yet.
            await Task.Delay(10, ct);
        }
    }

    /// <exception cref="BrokerAwayException">There is no connection.</exception>
    internal IConnection Now() =>
        opened.Task is { IsCompletedSuccessfully: true, Result: { IsOpen: true } connection }
            ? connection
            : throw new BrokerAwayException("There is no connection to RabbitMQ.");

    private async Task KeepOpenAsync()
    {
        var isLogged = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await RabbitMqEndpoints.ConnectAsync(url, name, stopping.Token);
                isLogged = false;
                Log.Up(logger, url, ServerOf(connection));
                await UseAsync(connection);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (!isLogged)
                {
                    isLogged = true;
                    Log.Away(logger, url, e.Message);
                }

                await Task.Delay(RetryInterval, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Publishes the connection until it breaks or the service stops.</summary>
    private async Task UseAsync(IConnection connection)
    {
        var broken = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, reason) =>
        {
            broken.TrySetResult(reason.ReplyText);
            return Task.CompletedTask;
        };
        if (!connection.IsOpen)
        {
            return;
        }

        opened.TrySetResult(connection);
        try
        {
            Log.Down(logger, url, ServerOf(connection), await broken.Task.WaitAsync(stopping.Token));
        }
        finally
        {
            opened = NewSource();
            if (connection.IsOpen)
            {
                await connection.CloseAsync(Constants.ReplySuccess, "The service stops", CloseTimeout, abort: true, CancellationToken.None);
            }
        }
    }

    private static ServerAddress ServerOf(IConnection connection) => new(connection.Endpoint.HostName, connection.Endpoint.Port);

    private static TaskCompletionSource<IConnection> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(2151, LogLevel.Information, "Connected to {Server} of {Broker}")]
        public static partial void Up(ILogger logger, RabbitMqUrl broker, ServerAddress server);

        [LoggerMessage(2152, LogLevel.Warning, "{Broker} is away and is tried again every second: {Reason}")]
        public static partial void Away(ILogger logger, RabbitMqUrl broker, string reason);

        [LoggerMessage(2153, LogLevel.Warning, "The connection to {Server} of {Broker} broke: {Reason}")]
        public static partial void Down(ILogger logger, RabbitMqUrl broker, ServerAddress server, string reason);
    }
}
