using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Tracker.Platform.RabbitMq;
using Tracker.Tests.Platform.Messaging;

namespace Tracker.Tests.Platform.RabbitMq;

public sealed class NewQueueTests
{
    [Fact]
    public async Task A_publisher_waits_for_a_queue_another_declared()
    {
        await using var broker = await Broker.SharedAsync();
        var connection = await broker.ConnectAsync();
        var queue = broker.Queue with { UntilOnDisk = TimeSpan.FromMilliseconds(700) };
        await using (var declarations = new RabbitMqDeclarations(connection.Now(), NullLogger.Instance))
        {
            await declarations.QueuesAsync([broker.Queue], CancellationToken.None);
        }

        var watch = Stopwatch.StartNew();
        await broker.NewTransport(connection, queue).PublishAsync([Messages.New()], CancellationToken.None);

        watch.Elapsed.ShouldBeGreaterThanOrEqualTo(queue.UntilOnDisk);
    }
}
