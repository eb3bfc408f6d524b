using System.Diagnostics;
using System.Text;
using Shouldly;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Modules.Notifications.Delivery.Smtp;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.Delivery;

namespace Tracker.Tests.Modules.Notifications.Delivery;

public sealed class SmtpEmailSenderTests : EmailSenderCompliance
{
    private static readonly Email Email = new(Guid.NewGuid(), "jane@shop.example", "Order confirmed", "<p>Thank you!</p>", "Thank you!");
    private readonly SmtpSink sink = new();
    private readonly SmtpEmailSender sender;

    public SmtpEmailSenderTests() => sender = To(sink);

    protected override IEmailSender Sender => sender;

    public override async ValueTask DisposeAsync()
    {
        sender.Dispose();
        await sink.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Message_id_and_reference_are_equal_on_every_attempt()
    {
        var sent = await sender.SendAsync(Email, default);

        var mail = sink.Accepted.ShouldHaveSingleItem();
        var headers = ReceivedMail.Parse(mail.Content).Headers;
        (headers["Message-ID"], sent.Detail).ShouldBe(($"<{Email.Id}@shop.example>", $"<{Email.Id}@shop.example>"));
        (mail.From, headers["From"], mail.Login).ShouldBe(("noreply@shop.example", "noreply@shop.example", null));
    }

    [Theory]
    [InlineData("PLAIN LOGIN")]
    [InlineData("LOGIN")]
    public async Task The_client_logs_in(string ways)
    {
        await using var strict = new SmtpSink { Logins = ways };
        using var known = To(strict, "user:p%40ss@");

        (await known.SendAsync(Email, default)).Status.ShouldBe(SendStatus.Sent);

        strict.Accepted.ShouldHaveSingleItem().Login.ShouldBe("user:p@ss");
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 no such user", SendStatus.Rejected)]
    [InlineData("RCPT", "550 no such user", SendStatus.Rejected)]
    [InlineData("RCPT", "551 5.1.6 moved", SendStatus.Rejected)]
    [InlineData("RCPT", "553 5.1.3 no address", SendStatus.Rejected)]
    [InlineData("RCPT", "554 5.1.0 no", SendStatus.Rejected)]
    [InlineData("RCPT", "554 5.7.1 relay access denied", SendStatus.Failed)]
    [InlineData("RCPT", "550 5.7.26 not authenticated", SendStatus.Failed)]
    [InlineData("RCPT", "552 5.2.2 mailbox full", SendStatus.Failed)]
    [InlineData("RCPT", "450 4.2.0 greylisted", SendStatus.Failed)]
    [InlineData("RCPT", "530 5.7.0 authenticate first", SendStatus.Failed)]
    [InlineData("MAIL", "550 5.1.0 no such sender", SendStatus.Failed)]
    [InlineData("MAIL", "421 4.3.2 going down", SendStatus.Failed)]
    [InlineData("CONTENT", "554 5.6.0 no", SendStatus.Failed)]
    [InlineData("CONTENT", "451 4.3.0 try again", SendStatus.Failed)]
    [InlineData("DATA", "554 no valid recipients", SendStatus.Failed)]
    [InlineData("GREETING", "554 5.7.1 you are blocked", SendStatus.Failed)]
    [InlineData("GREETING", "HTTP/1.1 400 Bad Request", SendStatus.Failed)]
    public async Task Only_a_permanent_refusal_of_the_recipient_rejects_it(string moment, string words, SendStatus expected)
    {
        sink.Says[moment] = words;

        var result = await sender.SendAsync(Email, default);

        result.Status.ShouldBe(expected, result.Detail);
        sink.Accepted.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_reason_quotes_the_server()
    {
        sink.Says["RCPT"] = "550 5.1.1 no such user here";

        var detail = (await sender.SendAsync(Email, default)).Detail;

        detail.ShouldBe("SMTP: 550 5.1.1 no such user here");
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task A_wrong_password_is_a_failure_and_is_not_revealed(string way)
    {
        await using var strict = new SmtpSink { Logins = way, Says = { ["AUTH"] = "535 5.7.8 wrong password: hunter2" } };
        using var stranger = To(strict, "user:hunter2@");

        var result = await stranger.SendAsync(Email, default);

        result.Status.ShouldBe(SendStatus.Failed);
        result.Detail.ShouldBe("SMTP: 535 5.7.8 wrong password: ***");
        strict.Accepted.ShouldBeEmpty();
        stranger.Place.ShouldBe($"the mail server smtp://127.0.0.1:{strict.Port} (unencrypted), from noreply@shop.example");
    }

    [Fact]
    public async Task A_refused_password_is_not_retried_with_another_mechanism()
    {
        await using var strict = new SmtpSink { Logins = "PLAIN LOGIN CRAM-MD5", Says = { ["AUTH"] = "535 5.7.8 wrong password" } };
        using var stranger = To(strict, "user:hunter2@");

        await stranger.SendAsync(Email, default);

        strict.Heard.Count(line => line.StartsWith("AUTH", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task The_client_greets_with_an_address_every_server_accepts()
    {
        await sender.SendAsync(Email, default);

        sink.Heard.First().ShouldBe("EHLO [127.0.0.1]");
    }

    [Fact]
    public async Task A_non_ASCII_sender_name_arrives()
    {
        using var named = new SmtpEmailSender(
            SmtpUrl.Parse($"smtp://127.0.0.1:{sink.Port}"), "Bücher, Köln <noreply@xn--bcher-kva.example>", TimeProvider.System);

        var sent = await named.SendAsync(Email, default);

        var mail = sink.Accepted.ShouldHaveSingleItem();
        (mail.From, sent.Detail).ShouldBe(("noreply@xn--bcher-kva.example", $"<{Email.Id}@xn--bcher-kva.example>"));
        ReceivedMail.Parse(mail.Content).Headers["From"].ShouldContain("Bücher, Köln");
        Encoding.Latin1.GetString(mail.Content).ShouldAllBe(c => char.IsAscii(c));
    }

    [Theory]
    [InlineData("GREETING")]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData("CONTENT")]
    public async Task A_silent_server_fails_at_the_limit(string moment)
    {
        sink.Says[moment] = "";
        using var hasty = To(sink, limit: TimeSpan.FromMilliseconds(400));
        var watch = Stopwatch.StartNew();

        (await hasty.SendAsync(Email, default)).Status.ShouldBe(SendStatus.Failed);

        watch.Elapsed.ShouldBeInRange(TimeSpan.FromMilliseconds(350), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_missing_answer_to_QUIT_is_still_a_success()
    {
        sink.Says["QUIT"] = "";
        using var patient = To(sink, limit: TimeSpan.FromMinutes(5));
        var watch = Stopwatch.StartNew();

        (await patient.SendAsync(Email, default)).Status.ShouldBe(SendStatus.Sent);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_send_canceled_during_silence_returns_no_result()
    {
        sink.Says["CONTENT"] = "";
        using var end = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(() => sender.SendAsync(Email, end.Token));
    }

    [Fact]
    public async Task An_unreachable_server_is_a_failure()
    {
        using var nowhere = new SmtpEmailSender(
            SmtpUrl.Parse($"smtp://127.0.0.1:{FreePort.Take()}"), "noreply@shop.example", TimeProvider.System);

        var result = await nowhere.SendAsync(Email, default);

        result.Status.ShouldBe(SendStatus.Failed);
        result.Detail.ShouldContain("refused");
    }

    [Fact]
    public async Task At_most_eight_sends_run_in_parallel()
    {
        sink.Says["CONTENT"] = "";
        using var end = new CancellationTokenSource();

        var sending = Enumerable.Range(0, 20).Select(_ => sender.SendAsync(Email, end.Token)).ToList();

        await Soon.BecomesAsync(() => Task.FromResult(sink.MaxConnected), connections => connections >= 8);
        await Task.Delay(300);
        sink.MaxConnected.ShouldBe(8);
        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(sending));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_STARTTLS_nothing_is_sent_in_plain_text(bool offered)
    {
        // When STARTTLS is offered, the certificate is not trusted.
        await using var strange = new SmtpSink { OffersStartTls = offered, Logins = "LOGIN" };
        using var careful = To(strange, "user:hunter2@", query: "?starttls=true");

        (await careful.SendAsync(Email, default)).Status.ShouldBe(SendStatus.Failed);

        strange.Heard.Select(line => line.Split(' ')[0]).Distinct().ShouldBeSubsetOf(["EHLO", "STARTTLS", "QUIT"]);
        strange.Accepted.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("smtp", "?starttls=true")]
    [InlineData("smtps", "")]
    public async Task With_a_trusted_certificate_login_and_message_are_encrypted(string scheme, string query)
    {
        await using var strict = new SmtpSink { OffersStartTls = scheme == "smtp", SpeaksTls = scheme == "smtps", Logins = "PLAIN" };
        using var trusting = new SmtpEmailSender(
            SmtpUrl.Parse($"{scheme}://user:hunter2@127.0.0.1:{strict.Port}{query}"), "noreply@shop.example", TimeProvider.System)
        {
            Trusted = strict.Certificate,
        };

        var sent = await trusting.SendAsync(Email, default);

        sent.Status.ShouldBe(SendStatus.Sent, sent.Detail);
        strict.Accepted.ShouldHaveSingleItem().Login.ShouldBe("user:hunter2");
    }

    [Fact]
    public async Task A_server_without_login_receives_nothing_from_a_configured_user()
    {
        using var known = To(sink, "user:hunter2@");

        (await known.SendAsync(Email, default)).Status.ShouldBe(SendStatus.Failed);

        sink.Accepted.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("jane@bücher.example", false, "jane@xn--bcher-kva.example")]
    [InlineData("jürgen@shop.example", true, "jürgen@shop.example")]
    [InlineData("jürgen@shop.example", false, null)]
    public async Task A_non_ASCII_address_is_sent_only_with_SMTPUTF8(string to, bool international, string? recipient)
    {
        await using var other = new SmtpSink { OffersUtf8 = international };
        using var known = To(other);

        (await known.SendAsync(Email with { To = to }, default)).Status.ShouldBe(recipient is null ? SendStatus.Failed : SendStatus.Sent);

        other.Accepted.SelectMany(mail => mail.To).ShouldBe(recipient is null ? [] : [recipient]);
    }

    protected override Task<IReadOnlyList<ArrivedEmail>> ArrivedAsync() => Task.FromResult<IReadOnlyList<ArrivedEmail>>(
    [
        .. sink.Accepted.Select(mail => (mail.To, Seen: ReceivedMail.Parse(mail.Content)))
            .Select(mail => new ArrivedEmail(mail.To.ShouldHaveSingleItem(), mail.Seen.Subject, mail.Seen.Html, mail.Seen.Text)),
    ]);

    private static SmtpEmailSender To(SmtpSink sink, string login = "", string query = "", TimeSpan? limit = null) =>
        new(SmtpUrl.Parse($"smtp://{login}127.0.0.1:{sink.Port}{query}"), "noreply@shop.example", TimeProvider.System)
        {
            TimeLimit = limit ?? TimeSpan.FromSeconds(10),
        };
}
