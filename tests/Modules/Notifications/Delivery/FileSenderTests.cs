using System.Text;
using Shouldly;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Modules.Notifications.Delivery.Files;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.Delivery;

namespace Tracker.Tests.Modules.Notifications.Delivery;

public sealed class FileEmailSenderTests : EmailSenderCompliance
{
    private static readonly Email Email = new(Guid.NewGuid(), "jane@shop.example", "Order confirmed", "<p>Thank you!</p>", "Thank you!");
    private readonly string root = Directory.CreateTempSubdirectory("tracker-test-mail-").FullName;

    protected override IEmailSender Sender => At(TimeProvider.System);

    private string Folder => Path.Combine(root, "data", "mail");

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_e_mails_id_is_its_file_name_and_reference()
    {
        var sent = await At(new StoppedClock(new DateTimeOffset(2026, 2, 17, 11, 0, 0, 7, TimeSpan.Zero))).SendAsync(Email, default);

        var file = Directory.GetFiles(Folder).ShouldHaveSingleItem();
        sent.ShouldBe(SendResult.Sent("file:" + Path.GetFileName(file)));
        Path.GetFileName(file).ShouldBe($"{Email.Id}.eml");
        var headers = ReceivedMail.Parse(await File.ReadAllBytesAsync(file)).Headers;
        (headers["Date"], headers["Message-ID"]).ShouldBe(("Tue, 17 Feb 2026 11:00:00 +0000", $"<{Email.Id}@localhost>"));
    }

    [Fact]
    public async Task An_e_mail_written_twice_is_one_file()
    {
        var first = await Sender.SendAsync(Email, default);

        (await Sender.SendAsync(Email, default)).ShouldBe(first);

        (await ArrivedAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("ü")]
    [InlineData("日")]
    [InlineData("🚚")]
    [InlineData("x")]
    public async Task No_line_exceeds_the_limit_of_mail_programs(string letter)
    {
        await Sender.SendAsync(
            Email with
            {
                Subject = string.Concat(Enumerable.Repeat(letter, 250)),
                Html = new string('h', 5000),
                Text = new string('日', 333),
            },
            default);

        var lines = await File.ReadAllLinesAsync(Directory.GetFiles(Folder).Single());
        lines.SkipWhile(line => !line.StartsWith("Subject", StringComparison.Ordinal))
            .TakeWhile(line => !line.StartsWith("Message-ID", StringComparison.Ordinal)).ShouldAllBe(line => line.Length <= 76);
        lines.ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 998);
        lines.Count(line => line == "Content-Transfer-Encoding: base64").ShouldBe(2);
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_file()
    {
        await Sender.SendAsync(Email, default);

        File.GetUnixFileMode(Directory.GetFiles(Folder).Single()).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_file_appears_complete_or_not_at_all()
    {
        var (email, seen) = (Email with { Html = new string('h', 300_000) }, new TaskCompletionSource());
        var sending = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var sent = 0; sent < 50 || !seen.Task.IsCompleted; sent++)
            {
                await Sender.SendAsync(email with { Id = Guid.NewGuid() }, default);
            }
        })));
        while (!sending.IsCompleted)
        {
            foreach (var file in Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.eml") : [])
            {
                seen.TrySetResult();
                ReceivedMail.Parse(await File.ReadAllBytesAsync(file)).Html.Length.ShouldBe(300_000);
                File.Delete(file);
            }
        }

        await sending;
        Directory.GetFiles(Folder, ".*").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unwritable_folder_is_a_failure()
    {
        await File.WriteAllTextAsync(Path.Combine(root, "data"), "not a folder");

        (await Sender.SendAsync(Email, default)).Status.ShouldBe(SendStatus.Failed);
    }

    protected override async Task<IReadOnlyList<ArrivedEmail>> ArrivedAsync()
    {
        var arrived = new List<ArrivedEmail>();
        foreach (var file in Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [])
        {
            var mail = ReceivedMail.Parse(await File.ReadAllBytesAsync(file));
            arrived.Add(new ArrivedEmail(mail.Headers["To"], mail.Subject, mail.Html, mail.Text));
        }

        return arrived;
    }

    private FileEmailSender At(TimeProvider clock) => new(Folder, "notifications@localhost", clock);
}

public sealed class FileSmsSenderTests : SmsSenderCompliance
{
    private readonly string root = Directory.CreateTempSubdirectory("tracker-test-sms-").FullName;

    protected override ISmsSender Sender => new FileSmsSender(Folder);

    private string Folder => Path.Combine(root, "data", "sms");

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_text_messages_file_name_is_its_reference()
    {
        var sent = await Sender.SendAsync(new Sms(Guid.NewGuid(), "+15551234567", "Grüße\nzwei"), default);

        var file = Directory.GetFiles(Folder).ShouldHaveSingleItem();
        sent.ShouldBe(SendResult.Sent("file:" + Path.GetFileName(file)));
        (await File.ReadAllTextAsync(file)).ShouldBe("To: +15551234567\n\nGrüße\nzwei\n");
    }

    [Fact]
    public async Task An_unwritable_folder_is_a_failure()
    {
        await File.WriteAllTextAsync(Path.Combine(root, "data"), "not a folder");

        (await Sender.SendAsync(new Sms(Guid.NewGuid(), "+15551234567", "Hello"), default)).Status.ShouldBe(SendStatus.Failed);
    }

    protected override async Task<IReadOnlyList<ArrivedSms>> ArrivedAsync()
    {
        var arrived = new List<ArrivedSms>();
        foreach (var file in Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [])
        {
            var parts = (await File.ReadAllTextAsync(file)).Split("\n\n", 2);
            arrived.Add(new ArrivedSms(parts[0]["To: ".Length..], parts[1][..^1]));
        }

        return arrived;
    }
}
