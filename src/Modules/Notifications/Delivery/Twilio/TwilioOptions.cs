namespace Tracker.Modules.Notifications.Delivery.Twilio;

/// <param name="From">The sender's number, in E.164 form.</param>
public sealed record TwilioOptions(string AccountSid, string AuthToken, string From)
{
    /// <summary>Default: Twilio's.</summary>
    public Uri BaseUrl { get; init; } = new("https://api.twilio.com");

    /// <summary>The max time one message takes; default: <see cref="SendLimits.Time"/>.</summary>
    public TimeSpan TimeLimit { get; init; } = SendLimits.Time;

    public override string ToString() => $"TwilioOptions {{ AccountSid = {AccountSid}, From = {From}, BaseUrl = {BaseUrl} }}";
}
