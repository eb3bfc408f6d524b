using Shouldly;
using Tracker.Modules.Notifications.Delivery;

namespace Tracker.Tests.Modules.Notifications.Delivery;

/// <summary>A text message as received.</summary>
public sealed record ArrivedSms(string To, string Text);

/// <summary>
/// Tests for every sender of text messages. <see cref="ProviderCompliance{TMessage}"/> tests the faults of providers over HTTP.
/// </summary>
public abstract class SmsSenderCompliance : IAsyncDisposable
{
    private const string Number = "+4915112345678";

    protected abstract ISmsSender Sender { get; }

    public abstract ValueTask DisposeAsync();

    [Theory]
    [InlineData("Your order is confirmed.")]
    [InlineData("Grüße & Küsse: 100 % = 1+1\n🚚 日本語")]
    [InlineData("To: +15550000000\n\nis no header")]
    public async Task A_text_message_arrives_word_for_word(string text)
    {
        var sent = await Sender.SendAsync(new Sms(Guid.NewGuid(), Number, text), default);

        sent.Status.ShouldBe(SendStatus.Sent, sent.Detail);
        (await ArrivedAsync()).ShouldBe([new ArrivedSms(Number, text)]);
    }

    [Fact]
    public async Task Parallel_messages_arrive_once_with_distinct_references()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => Sender.SendAsync(new Sms(Guid.NewGuid(), Number, $"{i}"), default)));

        results.ShouldAllBe(result => result.Status == SendStatus.Sent);
        results.Select(result => result.Detail).Distinct().Count().ShouldBe(40);
        (await ArrivedAsync()).Select(sms => sms.Text).ShouldBe(Enumerable.Range(0, 40).Select(i => $"{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_canceled_send_throws_and_returns_no_result()
    {
        await Should.ThrowAsync<OperationCanceledException>(
            () => Sender.SendAsync(new Sms(Guid.NewGuid(), Number, "Hello"), new CancellationToken(canceled: true)));

        (await ArrivedAsync()).ShouldBeEmpty();
    }

    protected abstract Task<IReadOnlyList<ArrivedSms>> ArrivedAsync();
}
