using Tracker.Platform.Settings;

namespace Tracker.Modules.Notifications.Delivery.Ses;

/// <summary>The variables of Amazon's SES.</summary>
internal static class SesSettings
{
    public static Setting<string> Region { get; } = Setting.Of("AWS_SES_REGION", "the AWS region of SES, e.g. us-east-1", ParseRegion, "");

    public static Setting<string> From { get; } = SenderAddress.In("AWS_SES_FROM_EMAIL", "the sender's address, known to SES");

    private static readonly Setting<Uri?> Endpoint =
        Setting.HttpUrl("AWS_ENDPOINT_URL_SESV2", "another endpoint than Amazon's, for SES alone");

    public static SettingGroup Group { get; } = new("E-mail by SES", Region, From, Endpoint);

    public static SesOptions Ses(this ServiceSettings settings) => new(
        settings.Require(Region),
        settings.Require(From),
        new AwsCredentials(
            settings.Require(AwsSettings.AccessKeyId with { Meaning = "the key that may send by SES" }),
            settings.Require(AwsSettings.SecretAccessKey),
            settings.Optional(AwsSettings.SessionToken)))
    {
        Endpoint = settings.EndpointOf(Endpoint),
    };

    // It becomes a part of a host's name.
    private static string ParseRegion(string text) =>
        text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? text
            : throw new FormatException("must be the name of an AWS region, e.g. us-east-1");
}
