namespace Tracker.Platform.Delivery.Ses;

/// <summary>An account of Amazon's Simple Email Service and how to reach it.</summary>
/// <param name="Region">Its region, e.g. <c>us-east-1</c>.</param>
/// <param name="From">The sender; SES must know the address or its domain.</param>
/// <param name="Credentials">A key that may call <c>ses:SendEmail</c>.</param>
public sealed record SesOptions(string Region, string From, AwsCredentials Credentials)
{
    /// <summary>Another endpoint than Amazon's; null for Amazon's.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The most time one message takes; <see cref="SendLimits.Time"/> unless set.</summary>
    public TimeSpan TimeLimit { get; init; } = SendLimits.Time;
}
