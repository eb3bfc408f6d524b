using System.Text;
using System.Text.Json;
using Shouldly;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Modules.Notifications.Delivery.Twilio;
using Tracker.Tests.TestKit.Delivery;

namespace Tracker.Tests.Modules.Notifications.Delivery;

public sealed class TwilioSmsSenderTests : SmsSenderCompliance
{
    private readonly FakeTwilio twilio = new();
    private readonly TwilioSmsSender sender;

    public TwilioSmsSenderTests() =>
        sender = new TwilioSmsSender(
            new TwilioOptions(FakeTwilio.AccountSid, FakeTwilio.AuthToken, FakeTwilio.Number) { BaseUrl = twilio.Url },
            TimeProvider.System);

    protected override ISmsSender Sender => sender;

    public override async ValueTask DisposeAsync()
    {
        sender.Dispose();
        await twilio.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override Task<IReadOnlyList<ArrivedSms>> ArrivedAsync() =>
        Task.FromResult<IReadOnlyList<ArrivedSms>>([.. twilio.Accepted.Select(sms => new ArrivedSms(sms.To, sms.Body))]);
}

public sealed class TwilioFaultTests : ProviderCompliance<TwilioSms>
{
    private readonly FakeTwilio twilio = new();

    protected override FakeProvider<TwilioSms> Provider => twilio;

    protected override IReadOnlyList<string> Secrets =>
        [FakeTwilio.AuthToken, Convert.ToBase64String(Encoding.ASCII.GetBytes($"{FakeTwilio.AccountSid}:{FakeTwilio.AuthToken}"))];

    [Theory]
    [InlineData(400, 21211, SendStatus.Rejected)]
    [InlineData(400, 21214, SendStatus.Rejected)]
    [InlineData(400, 21217, SendStatus.Rejected)]
    [InlineData(400, 21610, SendStatus.Rejected)]
    [InlineData(400, 21614, SendStatus.Rejected)]
    [InlineData(400, 21617, SendStatus.Rejected)]
    [InlineData(400, 21635, SendStatus.Rejected)]
    [InlineData(401, 20003, SendStatus.Failed)]
    [InlineData(403, 20403, SendStatus.Failed)]
    [InlineData(400, 21408, SendStatus.Failed)]
    [InlineData(400, 21606, SendStatus.Failed)]
    [InlineData(400, 21608, SendStatus.Failed)]
    [InlineData(400, 21611, SendStatus.Failed)]
    [InlineData(400, 21612, SendStatus.Failed)]
    [InlineData(500, 20500, SendStatus.Failed)]
    public async Task Only_a_fault_of_the_message_rejects_it(int status, int code, SendStatus expected)
    {
        twilio.Always = ProviderFault.Answer(status, Body(code, "No."));

        (await SendAsync(TimeSpan.FromSeconds(10))).ShouldBe(new SendResult(expected, $"Twilio: {status} {code} No."));

        twilio.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_token_is_a_failure_and_no_rejection()
    {
        using var wrong = new TwilioSmsSender(
            new TwilioOptions(FakeTwilio.AccountSid, "another", FakeTwilio.Number) { BaseUrl = twilio.Url }, TimeProvider.System);

        (await wrong.SendAsync(new Sms(Guid.NewGuid(), "+15551234567", "Hello"), default)).Status.ShouldBe(SendStatus.Failed);

        twilio.Mistakes.ShouldHaveSingleItem().ShouldBe("other credentials");
    }

    [Fact]
    public void The_token_is_never_printed()
    {
        using var sender = Sender();

        sender.Place.ShouldBe($"Twilio at {twilio.Url.ToString().TrimEnd('/')}, from {FakeTwilio.Number}");
        new TwilioOptions("AC1", "very secret", "+1").ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task The_fake_counts_duplicates()
    {
        using var sender = Sender();
        await sender.SendAsync(new Sms(Guid.NewGuid(), "+15551234567", "one"), default);
        await sender.SendAsync(new Sms(Guid.NewGuid(), "+15551234567", "two"), default);
        twilio.Duplicates.ShouldBe(0);

        await sender.SendAsync(new Sms(Guid.NewGuid(), "+15551234567", "one"), default);

        twilio.Duplicates.ShouldBe(1);
    }

    protected override async Task<SendResult> SendAsync(TimeSpan limit, Uri? elsewhere = null, CancellationToken ct = default)
    {
        using var sender = Sender(limit, elsewhere);
        return await sender.SendAsync(new Sms(Guid.NewGuid(), "+15551234567", "Your order is confirmed."), ct);
    }

    protected override string IdOf(TwilioSms message) => message.Sid;

    protected override ProviderFault Refusal(string words) => ProviderFault.Answer(400, Body(20001, words));

    private static string Body(int code, string message) =>
        JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["code"] = code,
            ["message"] = message,
            ["more_info"] = $"https://www.twilio.com/docs/errors/{code}",
            ["status"] = 400,
        });

    private TwilioSmsSender Sender(TimeSpan? limit = null, Uri? elsewhere = null) =>
        new(
            new TwilioOptions(FakeTwilio.AccountSid, FakeTwilio.AuthToken, FakeTwilio.Number)
            {
                BaseUrl = elsewhere ?? twilio.Url,
                TimeLimit = limit ?? TimeSpan.FromSeconds(10),
            },
            TimeProvider.System);
}
