using Tracker.Platform.Settings;

namespace Tracker.Platform.Storage;

/// <summary>The variables of file storage: a bucket when one is set, otherwise the system's data folder.</summary>
public static class FileStorageSettings
{
    private static readonly Setting<string> Bucket = Setting.Text("S3_BUCKET", "keep files in this bucket instead");
    private static readonly Setting<string> Region = Setting.Text("AWS_REGION", "where the bucket is") with { Default = "us-east-1" };
    private static readonly Setting<string> OtherRegion = Setting.Text("AWS_DEFAULT_REGION", "the same, when AWS_REGION is not set");
    private static readonly Setting<Uri?> Endpoint = Setting.HttpUrl("AWS_ENDPOINT_URL_S3", "another endpoint than Amazon's, for S3 alone");

    /// <summary>For services with files.</summary>
    public static IReadOnlyList<SettingGroup> Groups { get; } =
        [new("Files", DataFolderSettings.Data, Bucket, Region, OtherRegion, Endpoint), AwsSettings.Group];

    /// <summary>True if files are in a bucket, false if in the data folder.</summary>
    public static bool HasBucket(this ServiceSettings settings) => settings.Optional(Bucket) is not null;

    /// <summary>Selects the storage. Faults are kept for <see cref="ServiceSettings.ThrowIfInvalid"/>.</summary>
    /// <returns>Creates the storage; the caller disposes it.</returns>
    public static Func<IFileStorage> FileStorage(this ServiceSettings settings, string system)
    {
        if (settings.Optional(Bucket) is not { } bucket)
        {
            var folder = Path.Combine(settings.DataFolder(system), DataFolderSettings.Files);
            return () => new LocalFileStorage(folder);
        }

        var options = new S3Options(bucket, settings.Optional(Region) ?? settings.Optional(OtherRegion) ?? Region.Default)
        {
            Endpoint = settings.EndpointOf(Endpoint),
            Credentials = settings.Optional(AwsSettings.AccessKeyId) is { } key
                ? new S3Credentials(key, settings.Require(AwsSettings.SecretAccessKey), settings.Optional(AwsSettings.SessionToken))
                : null,
        };
        return () => new S3FileStorage(options);
    }
}
