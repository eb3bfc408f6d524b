using Tracker.Platform.Storage;

namespace Tracker.Platform.Hosting;

/// <summary>Where a service keeps files: in a bucket when one is configured, else in <see cref="DataFolder.Files"/> of the system's data folder.</summary>
public static class FileStorageSettings
{
    /// <summary>Reads <c>S3_BUCKET</c> with the AWS variables, or <c>TRACKER_DATA</c>.</summary>
    /// <param name="settings">The service's variables; faults are kept for <see cref="ServiceSettings.ThrowIfInvalid"/>.</param>
    /// <param name="system">The system's name.</param>
    /// <returns>Makes the storage; who calls it disposes it.</returns>
    public static Func<IFileStorage> FileStorage(this ServiceSettings settings, string system)
    {
        if (settings.Optional("S3_BUCKET") is not { } bucket)
        {
            var folder = Path.Combine(DataFolder.PathOf(settings, system), DataFolder.Files);
            return () => new LocalFileStorage(folder);
        }

        var options = new S3Options(bucket, settings.Optional("AWS_REGION") ?? settings.Optional("AWS_DEFAULT_REGION", "us-east-1"))
        {
            Endpoint = settings.HttpUrl(settings.Optional("AWS_ENDPOINT_URL_S3") is null ? "AWS_ENDPOINT_URL" : "AWS_ENDPOINT_URL_S3"),
            Credentials = settings.Optional("AWS_ACCESS_KEY_ID") is { } key
                ? new S3Credentials(key, settings.Required("AWS_SECRET_ACCESS_KEY", "the secret of AWS_ACCESS_KEY_ID"), settings.Optional("AWS_SESSION_TOKEN"))
                : null,
        };
        return () => new S3FileStorage(options);
    }
}
