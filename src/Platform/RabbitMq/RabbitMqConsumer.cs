using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// Consumes a queue in sessions of one channel each. A session ends when the channel breaks or a message requests a pause; the next one
/// starts after a growing delay. When the service stops, messages in progress are completed and the others return to their queue.
/// </summary>
internal sealed partial class RabbitMqConsumer : BackgroundService
{
    private readonly RabbitMqConnection connection;
    private readonly RabbitMqQueue queue;
    private readonly MessageHandling handling;
    private readonly MessagingTelemetry telemetry;
    private readonly TimeProvider clock;
    private readonly IHostApplicationLifetime lifetime;
    private readonly ILogger<RabbitMqConsumer> logger;
    private int fruitlessSessions;

    public RabbitMqConsumer(
        RabbitMqConnection connection,
        RabbitMqQueue queue,
        Database database,
        HandledMessages handled,
        IMessageConsumer consumer,
        MessagingTelemetry telemetry,
        TimeProvider clock,
        IHostApplicationLifetime lifetime,
        ILogger<RabbitMqConsumer> logger)
    {
        handling = new MessageHandling(database, handled, queue.Subscription, consumer, telemetry, logger);
        (this.connection, this.queue, this.telemetry) = (connection, queue, telemetry);
        (this.clock, this.lifetime, this.logger) = (clock, lifetime, logger);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = new Stopping(Stopping.DrainTime, stoppingToken, lifetime.ApplicationStopping);
        while (!stopping.Begun.IsCancellationRequested)
        {
            await RunSessionAsync(stopping.Begun, stopping.Over);
            await Task.Delay(Backoff.Default.After(++fruitlessSessions), stopping.Begun)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunSessionAsync(CancellationToken stopping, CancellationToken drain)
    {
        try
        {
            var current = await connection.WaitAsync(stopping);
            var settling = new Settling(queue, telemetry, clock, logger);
            await using var session = await RabbitMqSession.BeginAsync(current, queue, handling, settling, logger, stopping, drain);
            await session.Ended.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await session.FinishAsync();
            if (session.HasSettled)
            {
                fruitlessSessions = 0;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // No session had begun.
        }
        catch (Exception e)
        {
            Log.SessionFailed(logger, queue.Name, e.GetType().Name, e.Message, e.StackTrace);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2161, LogLevel.Warning, "{Queue} cannot be consumed now and is retried: {Error} {Reason} {Stack}")]
        public static partial void SessionFailed(ILogger logger, string queue, string error, string reason, string? stack);
    }
}
