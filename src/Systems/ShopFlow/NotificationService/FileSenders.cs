using Tracker.Platform.Delivery;
using Tracker.Platform.Hosting;

namespace Tracker.Systems.ShopFlow.NotificationService;

internal static class FileSenders
{
    public static IEmailSender Email(ServiceContext context) => new Mails(Path.Combine(DataFolder.PathOf(context.Settings, context.System), "mail"));

    public static ISmsSender Sms(ServiceContext context) => new Texts(Path.Combine(DataFolder.PathOf(context.Settings, context.System), "sms"));

    private static async Task<SendResult> WriteAsync(string folder, string text, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var name = Path.GetRandomFileName();
        await File.WriteAllTextAsync(Path.Combine(folder, name), text, ct);
        return SendResult.Sent($"file:{name}");
    }

    private sealed class Mails(string folder) : IEmailSender
    {
        public string Place => folder;

        public Task<SendResult> SendAsync(Email email, CancellationToken ct) => WriteAsync(folder, email.ToString(), ct);
    }

    private sealed class Texts(string folder) : ISmsSender
    {
        public string Place => folder;

        public Task<SendResult> SendAsync(Sms sms, CancellationToken ct) => WriteAsync(folder, sms.ToString(), ct);
    }
}
