using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Notifications.Delivery;

namespace Tracker.Modules.Notifications;

/// <summary>A service's senders: registered once, and named in the log at start.</summary>
public static class DeliveryServices
{
    /// <summary>Registers the senders that <see cref="DeliverySettings"/> selected; the container disposes them.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services, Func<IEmailSender> email, Func<ISmsSender> sms) =>
        services.AddSingleton(_ => email()).AddSingleton(_ => sms()).AddHostedService<DeliveryAnnouncement>();
}

/// <summary>Logs at start where messages go.</summary>
internal sealed partial class DeliveryAnnouncement(IEmailSender email, ISmsSender sms, ILogger<DeliveryAnnouncement> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Log.Email(logger, email.Place);
        Log.Sms(logger, sms.Place);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(3020, LogLevel.Information, "E-mails go to {Place}")]
        public static partial void Email(ILogger logger, string place);

        [LoggerMessage(3021, LogLevel.Information, "Text messages go to {Place}")]
        public static partial void Sms(ILogger logger, string place);
    }
}
