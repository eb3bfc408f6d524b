using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Settings;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Notifications;

public sealed class DeliveryServicesTests
{
    [Fact]
    public async Task The_start_logs_the_delivery_providers()
    {
        using var log = new LogCapture();
        var settings = new ServiceSettings(
            new Dictionary<string, string> { ["SMTP_URL"] = "smtp://u:hunter2@m.example", ["SMTP_FROM"] = "a@b.example" });
        await using var container = new ServiceCollection()
            .AddTrackerLogging("notifier", log.Output, LogLevel.Information)
            .AddDelivery(settings.EmailSender("/data/shop"), settings.SmsSender("/data/shop"))
            .BuildServiceProvider();

        await container.GetServices<IHostedService>().Single().StartAsync(default);

        log.Lines().Select(line => line.GetProperty("message").GetString()).ShouldBe(
        [
            "E-mails go to the mail server smtp://m.example:25 (unencrypted), from a@b.example",
            "Text messages go to files in the folder /data/shop/sms",
        ]);
    }
}
