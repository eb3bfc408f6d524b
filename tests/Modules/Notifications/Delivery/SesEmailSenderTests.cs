using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Shouldly;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Modules.Notifications.Delivery.Ses;
using Tracker.Tests.TestKit.Delivery;

namespace Tracker.Tests.Modules.Notifications.Delivery;

public sealed class SesEmailSenderTests : EmailSenderCompliance
{
    private readonly FakeSes ses = new();
    private readonly SesEmailSender sender;

    public SesEmailSenderTests() => sender = Ses.Sender(ses.Url);

    protected override IEmailSender Sender => sender;

    public override async ValueTask DisposeAsync()
    {
        sender.Dispose();
        await ses.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void The_place_names_region_and_sender() =>
        sender.Place.ShouldBe($"Amazon SES in eu-central-1 at {ses.Url.ToString().TrimEnd('/')}, from noreply@shop.example");

    [Fact]
    public void The_default_endpoint_is_Amazons_in_the_region()
    {
        using var amazon = new SesEmailSender(
            new SesOptions("us-east-1", "noreply@shop.example", new AwsCredentials("id", "secret", null)), TimeProvider.System);

        amazon.Place.ShouldBe("Amazon SES in us-east-1 at https://email.us-east-1.amazonaws.com, from noreply@shop.example");
    }

    [Fact]
    public async Task Temporary_credentials_send_and_sign_their_session_token()
    {
        await using var strict = new FakeSes { SessionToken = "session/token+" };
        using var temporary = Ses.Sender(strict.Url, token: "session/token+");

        (await temporary.SendAsync(Ses.Email, default)).Status.ShouldBe(SendStatus.Sent);

        strict.Mistakes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_domain_with_umlauts_is_sent_in_Punycode()
    {
        (await sender.SendAsync(Ses.Email with { To = "jane@bücher.example" }, default)).Status.ShouldBe(SendStatus.Sent);

        (await ArrivedAsync()).ShouldHaveSingleItem().To.ShouldBe("jane@xn--bcher-kva.example");
    }

    [Theory]
    [InlineData("jäne@shop.example")]
    [InlineData("jäne@bücher.example")]
    public async Task A_non_ASCII_local_part_is_rejected_without_sending(string to)
    {
        (await sender.SendAsync(Ses.Email with { To = to }, default)).ShouldBe(SendResult.Rejected("SES takes only ASCII in an address"));

        ses.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_secret_is_a_failure_and_no_rejection()
    {
        using var wrong = Ses.Sender(ses.Url, secret: "another secret");

        (await wrong.SendAsync(Ses.Email, default)).Status.ShouldBe(SendStatus.Failed);

        ses.Mistakes.ShouldHaveSingleItem().ShouldStartWith("signed otherwise");
    }

    [Fact]
    public async Task A_body_changed_after_signing_is_refused()
    {
        using var http = new HttpClient();
        using var request =
            new HttpRequestMessage(HttpMethod.Post, new Uri(ses.Url, "/v2/email/outbound-emails")) { Content = Json("{}"u8) };
        var signer = new SignatureV4(new AwsCredentials(FakeSes.AccessKey, FakeSes.SecretKey, SessionToken: null), "eu-central-1", "ses");
        signer.Sign(request, "{}"u8.ToArray(), DateTimeOffset.UtcNow);
        request.Content = Json("{ }"u8);

        (await http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        ses.Mistakes.ShouldHaveSingleItem().ShouldStartWith("another body than was signed");
    }

    [Fact]
    public void Credentials_print_no_secret() =>
        new SesOptions("eu-central-1", "a@b.example", new AwsCredentials("id", "very secret", "token"))
            .ToString().ShouldNotContain("secret");

    private static ByteArrayContent Json(ReadOnlySpan<byte> body) =>
        new(body.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    protected override Task<IReadOnlyList<ArrivedEmail>> ArrivedAsync() =>
        Task.FromResult<IReadOnlyList<ArrivedEmail>>(
            [.. ses.Accepted.Select(email => new ArrivedEmail(email.To, email.Subject, email.Html, email.Text))]);
}

public sealed class SesFaultTests : ProviderCompliance<SesEmail>
{
    private const string Token = "the session's token";
    private readonly FakeSes ses = new() { SessionToken = Token };

    protected override FakeProvider<SesEmail> Provider => ses;

    protected override IReadOnlyList<string> Secrets => [FakeSes.SecretKey, Token];

    [Theory]
    [InlineData(400, "BadRequestException", "Local address contains control or whitespace", SendStatus.Rejected, 1)]
    [InlineData(400, "MessageRejected", "Transaction failed: message contains a virus", SendStatus.Rejected, 1)]
    [InlineData(
        400, "MessageRejected", "Email address is not verified. The following identities failed the check in region", SendStatus.Failed, 1)]
    [InlineData(400, "MessageRejected", "Sending suspended for this account", SendStatus.Failed, 1)]
    [InlineData(400, "AccountSuspendedException", "restricted", SendStatus.Failed, 1)]
    [InlineData(400, "SendingPausedException", "paused", SendStatus.Failed, 1)]
    [InlineData(400, "MailFromDomainNotVerifiedException", "domain", SendStatus.Failed, 1)]
    [InlineData(400, "LimitExceededException", "too many", SendStatus.Failed, 1)]
    [InlineData(404, "NotFoundException", "configuration set", SendStatus.Failed, 1)]
    [InlineData(403, "InvalidSignatureException", "signature", SendStatus.Failed, 1)]
    [InlineData(403, "ExpiredTokenException", "token", SendStatus.Failed, 1)]
    [InlineData(429, "TooManyRequestsException", "Too many", SendStatus.Failed, 3)]
    [InlineData(400, "ThrottlingException", "Maximum sending rate exceeded.", SendStatus.Failed, 3)]
    public async Task Only_a_fault_of_the_message_rejects_it(int status, string kind, string message, SendStatus expected, int requests)
    {
        var body = JsonSerializer.Serialize(new Dictionary<string, string> { ["message"] = message });
        ses.Always = ProviderFault.Answer(status, body, ("x-amzn-ErrorType", kind + ":http://internal.amazon.com/coral/"));

        var result = await SendAsync(TimeSpan.FromSeconds(10));

        result.ShouldBe(new SendResult(expected, $"SES: {status} {kind} {message}"));
        ses.Requests.ShouldBe(requests);
    }

    [Fact]
    public async Task The_error_type_may_be_in_the_body()
    {
        ses.Always = ProviderFault.Answer(
            400, """{"__type": "com.amazonaws.ses#BadRequestException", "Message": "Missing final '@domain'"}""");

        (await SendAsync(TimeSpan.FromSeconds(10))).ShouldBe(SendResult.Rejected("SES: 400 BadRequestException Missing final '@domain'"));
    }

    protected override async Task<SendResult> SendAsync(TimeSpan limit, Uri? elsewhere = null, CancellationToken ct = default)
    {
        using var sender = Ses.Sender(elsewhere ?? ses.Url, limit, token: Token);
        return await sender.SendAsync(Ses.Email, ct);
    }

    protected override string IdOf(SesEmail message) => message.MessageId;

    protected override ProviderFault Refusal(string words) =>
        ProviderFault.Answer(
            403,
            JsonSerializer.Serialize(new Dictionary<string, string> { ["message"] = words }),
            ("x-amzn-ErrorType", "InvalidSignatureException"));
}

/// <summary>Senders connected to a fake SES.</summary>
internal static class Ses
{
    public static readonly Email Email = new(Guid.NewGuid(), "jane@shop.example", "Order confirmed", "<p>Thank you!</p>", "Thank you!");

    public static SesEmailSender Sender(Uri url, TimeSpan? limit = null, string secret = FakeSes.SecretKey, string? token = null) =>
        new(
            new SesOptions("eu-central-1", "noreply@shop.example", new AwsCredentials(FakeSes.AccessKey, secret, token))
            {
                Endpoint = url,
                TimeLimit = limit ?? TimeSpan.FromSeconds(10),
            },
            TimeProvider.System);
}
