namespace Tracker.Platform.Delivery.Twilio;

/// <summary>An account of Twilio and how to reach it.</summary>
/// <param name="AccountSid">The account.</param>
/// <param name="AuthToken">Its secret.</param>
/// <param name="From">The number messages come from, in E.164 form.</param>
public sealed record TwilioOptions(string AccountSid, string AuthToken, string From)
{
    /// <summary>Where its REST API is; Twilio's own unless set.</summary>
    public Uri BaseUrl { get; init; } = new("https://api.twilio.com");

    /// <summary>The most time one message takes; <see cref="SendLimits.Time"/> unless set.</summary>
    public TimeSpan TimeLimit { get; init; } = SendLimits.Time;

    /// <summary>Tells no secret.</summary>
    public override string ToString() => $"TwilioOptions {{ AccountSid = {AccountSid}, From = {From}, BaseUrl = {BaseUrl} }}";
}
