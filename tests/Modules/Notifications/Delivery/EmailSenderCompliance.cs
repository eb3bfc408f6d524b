using Shouldly;
using Tracker.Modules.Notifications.Delivery;

namespace Tracker.Tests.Modules.Notifications.Delivery;

/// <summary>An e-mail as received.</summary>
public sealed record ArrivedEmail(string To, string Subject, string Html, string Text);

/// <summary>Tests for every sender of e-mails.</summary>
public abstract class EmailSenderCompliance : IAsyncDisposable
{
    private static readonly Email Plain = new(Guid.NewGuid(), "jane@shop.example", "Order confirmed", "<p>Thank you!</p>", "Thank you!");

    protected abstract IEmailSender Sender { get; }

    public abstract ValueTask DisposeAsync();

    [Theory]
    [InlineData("Order confirmed", "<p>Thank you!</p>", "Thank you!")]
    [InlineData("Grüße: Ihre Bestellung № 42 ist unterwegs 🚚", "<p>Größe “M”, 日本語</p>", "Größe “M”, 日本語, 🎉")]
    [InlineData("=?utf-8?B?SGFsbG8=?= is not decoded", "<p>a=b</p>", "a=3Db =20")]
    [InlineData("Dots", "<p>\n.\n..\n.html</p>", ".\n..\n.com\n\nend\n.")]
    [InlineData("Lines", "<p>\r\n</p>\n", "one\r\ntwo\nthree\r\n\r\n")]
    [InlineData("Boundaries", "<p>--=_</p>", "--=_\n--\n\n--=_--")]
    public async Task An_e_mail_arrives_with_its_subject_and_both_bodies(string subject, string html, string text)
    {
        var sent = await Sender.SendAsync(Plain with { Subject = subject, Html = html, Text = text }, default);

        sent.Status.ShouldBe(SendStatus.Sent, sent.Detail);
        var arrived = (await ArrivedAsync()).ShouldHaveSingleItem();
        (arrived.To, arrived.Subject).ShouldBe(("jane@shop.example", subject));
        (Lines(arrived.Html), Lines(arrived.Text)).ShouldBe((Lines(html), Lines(text)));
    }

    [Fact]
    public async Task Subjects_and_lines_of_any_length_arrive()
    {
        // The emoji and the two-byte letters fall on every possible edge of an encoded word.
        var subject = string.Concat(Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "🚚x" : "ß日")).PadRight(200, 'z');
        var (html, text) = ($"<p>{new string('h', 200_000)}</p>", new string('ü', 5000));

        (await Sender.SendAsync(Plain with { Subject = subject, Html = html, Text = text }, default)).Status.ShouldBe(SendStatus.Sent);

        var arrived = (await ArrivedAsync()).ShouldHaveSingleItem();
        (arrived.Subject, Lines(arrived.Html), Lines(arrived.Text)).ShouldBe((subject, html, text));
    }

    [Fact]
    public async Task A_line_break_in_the_subject_begins_no_header()
    {
        (await Sender.SendAsync(Plain with { Subject = "Hello\r\nBcc: everybody@shop.example\0" }, default))
            .Status.ShouldBe(SendStatus.Sent);

        (await ArrivedAsync()).ShouldHaveSingleItem().Subject.TrimEnd().ShouldBe("Hello  Bcc: everybody@shop.example");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@b.example, c@d.example")]
    [InlineData("a@b.example\r\nBcc: c@d.example")]
    [InlineData("Jane <jane@shop.example>")]
    public async Task An_invalid_address_is_rejected_and_nothing_is_sent(string to)
    {
        (await Sender.SendAsync(Plain with { To = to }, default)).Status.ShouldBe(SendStatus.Rejected);

        (await ArrivedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Parallel_messages_arrive_once_with_distinct_references()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => Sender.SendAsync(Plain with { Id = Guid.NewGuid(), Subject = $"{i}" }, default)));

        results.ShouldAllBe(result => result.Status == SendStatus.Sent);
        results.Select(result => result.Detail).Distinct().Count().ShouldBe(40);
        (await ArrivedAsync()).Select(email => email.Subject).Order().ShouldBe(Enumerable.Range(0, 40).Select(i => $"{i}").Order());
    }

    [Fact]
    public async Task A_canceled_send_throws_and_returns_no_result()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => Sender.SendAsync(Plain, new CancellationToken(canceled: true)));

        (await ArrivedAsync()).ShouldBeEmpty();
    }

    protected abstract Task<IReadOnlyList<ArrivedEmail>> ArrivedAsync();

    // Mail has one form of line break, and the transport decides whether the last line has one.
    private static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
