namespace Tracker.Platform.Settings;

/// <summary>The variables of Amazon's own tools, shared by all adapters that call Amazon.</summary>
public static class AwsSettings
{
    public static Setting<string> AccessKeyId { get; } =
        Setting.Text("AWS_ACCESS_KEY_ID", "the access key, for S3 and SES") with { Note = "If unset, S3 uses the AWS default credentials" };

    public static Setting<string> SecretAccessKey { get; } = Setting.Text("AWS_SECRET_ACCESS_KEY", "the secret of AWS_ACCESS_KEY_ID");

    public static Setting<string> SessionToken { get; } = Setting.Text("AWS_SESSION_TOKEN", "for temporary access keys only");

    public static Setting<Uri?> Endpoint { get; } =
        Setting.HttpUrl("AWS_ENDPOINT_URL", "another endpoint than Amazon's, for S3 and SES alike");

    public static SettingGroup Group { get; } = new("Amazon", AccessKeyId, SecretAccessKey, SessionToken, Endpoint);

    /// <summary>The endpoint of one of Amazon's services: its own variable, or else the shared one.</summary>
    public static Uri? EndpointOf(this ServiceSettings settings, Setting<Uri?> own) =>
        settings.Read(settings.Optional(own) is null ? Endpoint : own);
}
