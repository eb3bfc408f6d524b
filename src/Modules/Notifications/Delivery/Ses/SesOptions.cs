namespace Tracker.Modules.Notifications.Delivery.Ses;

/// <summary>An account of Amazon's Simple Email Service.</summary>
/// <param name="Region">For example <c>us-east-1</c>.</param>
/// <param name="From">The sender. SES must have verified the address or its domain.</param>
/// <param name="Credentials">A key that may call <c>ses:SendEmail</c>.</param>
public sealed record SesOptions(string Region, string From, AwsCredentials Credentials)
{
    /// <summary>Default: Amazon's endpoint of the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The max time one message takes; default: <see cref="SendLimits.Time"/>.</summary>
    public TimeSpan TimeLimit { get; init; } = SendLimits.Time;
}
