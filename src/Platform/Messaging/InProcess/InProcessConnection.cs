using Microsoft.Extensions.Hosting;

namespace Tracker.Platform.Messaging.InProcess;

/// <summary>Connects a consumer while its service runs.</summary>
internal sealed class InProcessConnection(InProcessTransport transport, InboxConsumer consumer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        transport.Connect(consumer);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        transport.Disconnect(consumer);
        return Task.CompletedTask;
    }
}
