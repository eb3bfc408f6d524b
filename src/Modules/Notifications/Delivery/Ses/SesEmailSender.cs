using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tracker.Modules.Notifications.Delivery.Http;

namespace Tracker.Modules.Notifications.Delivery.Ses;

/// <summary>Sends e-mails with Amazon's Simple Email Service, API v2. The result's reference is SES' <c>MessageId</c>.</summary>
public sealed class SesEmailSender : IEmailSender, IDisposable
{
    private readonly SesOptions options;
    private readonly TimeProvider clock;
    private readonly Uri target;
    private readonly SignatureV4 signature;
    private readonly ProviderClient provider;

    /// <param name="clock">Its time is part of the signature.</param>
    public SesEmailSender(SesOptions options, TimeProvider clock)
    {
        (this.options, this.clock) = (options, clock);
        var endpoint = options.Endpoint?.GetLeftPart(UriPartial.Path).TrimEnd('/') ?? $"https://email.{options.Region}.amazonaws.com";
        target = new Uri(endpoint + "/v2/email/outbound-emails");
        signature = new SignatureV4(options.Credentials, options.Region, "ses");
        string?[] secrets = [options.Credentials.SecretKey, options.Credentials.SessionToken];
        provider = new ProviderClient("SES", options.TimeLimit, [.. secrets.OfType<string>()], clock);
    }

    public string Place => $"Amazon SES in {options.Region} at {target.GetLeftPart(UriPartial.Authority)}, from {options.From}";

    public async Task<SendResult> SendAsync(Email email, CancellationToken ct)
    {
        if (!Mailbox.IsAddress(email.To))
        {
            return Mailbox.NoRecipient;
        }

        var to = Mailbox.WithAsciiDomain(email.To);
        if (!Ascii.IsValid(to))
        {
            return SendResult.Rejected("SES takes only ASCII in an address");
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(SesRequest.Of(email with { To = to }, options.From), SesJson.Default.SesRequest);
        return await provider.SendAsync(() => Request(body), SesVerdicts.Of, ct);
    }

    public void Dispose() => provider.Dispose();

    private HttpRequestMessage Request(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        signature.Sign(request, body, clock.GetUtcNow());
        return request;
    }
}
