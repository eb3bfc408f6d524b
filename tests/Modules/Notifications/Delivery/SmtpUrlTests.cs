using Shouldly;
using Tracker.Modules.Notifications.Delivery.Smtp;

namespace Tracker.Tests.Modules.Notifications.Delivery;

public sealed class SmtpUrlTests
{
    [Theory]
    [InlineData("smtp://mail.example", "mail.example", 25, null, SmtpEncryption.None, "smtp://mail.example:25")]
    [InlineData(
        "smtp://mail.example?starttls=true", "mail.example", 587, null, SmtpEncryption.StartTls, "smtp://mail.example:587?starttls=true")]
    [InlineData(
        "smtp://us%40er:p%3Ass@mail.example:2525/?starttls=true", "mail.example", 2525, "us@er", SmtpEncryption.StartTls,
        "smtp://mail.example:2525?starttls=true")]
    [InlineData("smtps://u:p@mail.example", "mail.example", 465, "u", SmtpEncryption.Tls, "smtps://mail.example:465")]
    [InlineData("smtp://[::1]:1025", "::1", 1025, null, SmtpEncryption.None, "smtp://[::1]:1025")]
    public void A_url_is_read_and_printed_without_the_login(
        string url, string host, int port, string? user, SmtpEncryption encryption, string printed)
    {
        var read = SmtpUrl.Parse(url);

        (read.Host, read.Port, read.User, read.Encryption).ShouldBe((host, port, user, encryption));
        $"{read}".ShouldBe(printed);
    }

    [Theory]
    [InlineData("smtps://user:hunter2@mail.example:465?starttls=true", "expected smtp://")]
    [InlineData("smtp://user:hunter2@mail.example/path", "expected smtp://")]
    [InlineData("smtp://user:hunter2@mail.example?tls=yes", "expected smtp://")]
    [InlineData("http://user:hunter2@mail.example", "expected smtp://")]
    [InlineData("mail.example:25", "expected smtp://")]
    [InlineData("hunter2", "expected smtp://")]
    public void An_invalid_url_is_refused_without_repeating_it(string url, string expected)
    {
        var message = Should.Throw<FormatException>(() => SmtpUrl.Parse(url)).Message;

        message.ShouldContain(expected);
        message.ShouldNotContain("hunter2");
    }
}
