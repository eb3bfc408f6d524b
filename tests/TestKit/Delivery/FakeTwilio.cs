using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Tracker.Tests.TestKit.Delivery;

/// <summary>A text message that <see cref="FakeTwilio"/> accepted.</summary>
public sealed record TwilioSms(string Sid, string From, string To, string Body);

/// <summary>Implements the part of Twilio's REST API that creates a message, and checks the account's credentials.</summary>
public sealed class FakeTwilio : FakeProvider<TwilioSms>
{
    /// <summary>The only known account.</summary>
    public const string AccountSid = "AC0123456789abcdef0123456789abcdef";

    public const string AuthToken = "fake-auth-token";

    public const string Number = "+15550001234";

    /// <summary>The settings of a service that uses this provider.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["TWILIO_ACCOUNT_SID"] = AccountSid,
        ["TWILIO_AUTH_TOKEN"] = AuthToken,
        ["TWILIO_FROM_NUMBER"] = Number,
        ["TWILIO_BASE_URL"] = Url.ToString(),
    };

    /// <inheritdoc/>
    protected override TwilioSms Read(HttpRequest request, byte[] body, string id)
    {
        if (request.Method != "POST"
            || request.Path != $"/2010-04-01/Accounts/{AccountSid}/Messages.json"
            || request.ContentType != "application/x-www-form-urlencoded")
        {
            throw new MistakenRequestException($"there is no {request.Method} {request.Path} of {request.ContentType}");
        }

        if (request.Headers.Authorization != "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{AccountSid}:{AuthToken}")))
        {
            throw new MistakenRequestException("other credentials");
        }

        var form = QueryHelpers.ParseQuery(Encoding.ASCII.GetString(body));
        return form["From"] == Number
            ? new TwilioSms(id, form["From"].ToString(), form["To"].ToString(), form["Body"].ToString())
            : throw new MistakenRequestException("another sender");
    }

    /// <inheritdoc/>
    protected override string NewId() => "SM" + Guid.NewGuid().ToString("N");

    /// <inheritdoc/>
    protected override object Sameness(TwilioSms message) => (message.To, message.Body);

    /// <inheritdoc/>
    protected override (int Status, string Body) Taken(string id) =>
        (201, $$"""{"sid": "{{id}}", "status": "queued", "error_code": null, "error_message": null}""");
}
