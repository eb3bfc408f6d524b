using System.Text.Json.Serialization;

namespace Tracker.Modules.Notifications.Delivery.Ses;

/// <summary>The bodies of <c>SendEmail</c> of the SES API v2.</summary>
[JsonSerializable(typeof(SesRequest))]
[JsonSerializable(typeof(SesAccepted))]
[JsonSerializable(typeof(SesRefusal))]
internal sealed partial class SesJson : JsonSerializerContext;

internal sealed record SesRequest(string FromEmailAddress, SesDestination Destination, SesContent Content)
{
    public static SesRequest Of(Email email, string from) =>
        new(
            from,
            new SesDestination([email.To]),
            new SesContent(new SesSimple(new SesText(email.Subject), new SesBody(new SesText(email.Html), new SesText(email.Text)))));
}

internal sealed record SesDestination(string[] ToAddresses);

internal sealed record SesContent(SesSimple Simple);

internal sealed record SesSimple(SesText Subject, SesBody Body);

internal sealed record SesBody(SesText Html, SesText Text);

internal sealed record SesText(string Data, string Charset = "UTF-8");

internal sealed record SesAccepted(string? MessageId);

/// <summary>An error. Its kind is also in a header; older parts of AWS capitalise <c>message</c>.</summary>
internal sealed record SesRefusal(
    [property: JsonPropertyName("__type")] string? Type,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("Message")] string? CapitalMessage);
