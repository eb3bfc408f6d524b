using System.Net.Http.Headers;
using System.Text;
using Tracker.Modules.Notifications.Delivery.Http;

namespace Tracker.Modules.Notifications.Delivery.Twilio;

/// <summary>Sends text messages with Twilio's REST API of 2010-04-01. The result's reference is Twilio's <c>sid</c>.</summary>
public sealed class TwilioSmsSender : ISmsSender, IDisposable
{
    private readonly TwilioOptions options;
    private readonly Uri target;
    private readonly AuthenticationHeaderValue authorization;
    private readonly ProviderClient provider;

    public TwilioSmsSender(TwilioOptions options, TimeProvider clock)
    {
        this.options = options;
        var api = options.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        target = new Uri($"{api}/2010-04-01/Accounts/{Uri.EscapeDataString(options.AccountSid)}/Messages.json");
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.AccountSid}:{options.AuthToken}"));
        authorization = new AuthenticationHeaderValue("Basic", basic);
        provider = new ProviderClient("Twilio", options.TimeLimit, [options.AuthToken, basic], clock);
    }

    public string Place => $"Twilio at {target.GetLeftPart(UriPartial.Authority)}, from {options.From}";

    public Task<SendResult> SendAsync(Sms sms, CancellationToken ct) => provider.SendAsync(() => Request(sms), TwilioVerdicts.Of, ct);

    public void Dispose() => provider.Dispose();

    private HttpRequestMessage Request(Sms sms) => new(HttpMethod.Post, target)
    {
        Headers = { Authorization = authorization, Accept = { new MediaTypeWithQualityHeaderValue("application/json") } },
        Content = new FormUrlEncodedContent([new("To", sms.To), new("From", options.From), new("Body", sms.Text)]),
    };
}
