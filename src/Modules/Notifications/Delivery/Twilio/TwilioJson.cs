using System.Text.Json.Serialization;

namespace Tracker.Modules.Notifications.Delivery.Twilio;

/// <summary>The responses of Twilio's Message resource.</summary>
[JsonSerializable(typeof(TwilioMessage))]
[JsonSerializable(typeof(TwilioRefusal))]
internal sealed partial class TwilioJson : JsonSerializerContext;

internal sealed record TwilioMessage([property: JsonPropertyName("sid")] string? Sid);

internal sealed record TwilioRefusal(
    [property: JsonPropertyName("code")] int? Code,
    [property: JsonPropertyName("message")] string? Message);
