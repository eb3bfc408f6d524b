using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Hosting;
using Tracker.Platform.Storage;

namespace Tracker.Systems.TaskTracker.Api.Attachments;

/// <summary>Where attached files are: a bucket when one is configured, else a folder beside the system's other data.</summary>
internal static class AttachmentStorage
{
    /// <summary>Kestrel reads this much ahead of each body; its default of 1 MiB would be most of what an upload costs.</summary>
    private const long ReadAhead = 64 * 1024;

    /// <summary>Reads <c>S3_BUCKET</c> with the AWS variables, or <c>TRACKER_DATA</c>.</summary>
    public static Func<IFileStorage> Read(ServiceSettings settings, string system)
    {
        if (settings.Optional("S3_BUCKET") is not { } bucket)
        {
            var folder = Path.Combine(DataFolder.PathOf(settings, system), DataFolder.Files);
            return () => new LocalFileStorage(folder);
        }

        var options = new S3Options(bucket, settings.Optional("AWS_REGION") ?? settings.Optional("AWS_DEFAULT_REGION", "us-east-1"))
        {
            Endpoint = settings.Parse<Uri?>("AWS_ENDPOINT_URL_S3", settings.Optional("AWS_ENDPOINT_URL_S3") ?? settings.Optional("AWS_ENDPOINT_URL", ""), Endpoint, null),
            Credentials = settings.Optional("AWS_ACCESS_KEY_ID") is { } key
                ? new S3Credentials(key, settings.Required("AWS_SECRET_ACCESS_KEY", "the secret of AWS_ACCESS_KEY_ID"), settings.Optional("AWS_SESSION_TOKEN"))
                : null,
        };
        return () => new S3FileStorage(options);
    }

    /// <summary>Adds the storage, the use cases on it, and the sweep of files that are to go.</summary>
    public static void AddAttachments(this IServiceCollection services, Func<IFileStorage> storage, AttachmentPolicy limits)
    {
        services.AddSingleton(_ => storage());
        services.AddAttachments(limits);
        services.AddPeriodicWork("Removing files", RemoveFilesStep.Interval, container => container.GetRequiredService<RemoveFilesStep>().StepAsync);
        services.AddHostedService<StorageAnnouncement>();
        services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = ReadAhead);
    }

    private static Uri Endpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw new FormatException("must be an http or https URL");
}

/// <summary>Says at start which storage is used.</summary>
internal sealed partial class StorageAnnouncement(IFileStorage storage, ILogger<StorageAnnouncement> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Log.Stored(log, storage.Place);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(5100, LogLevel.Information, "Attachments are stored in {Place}")]
        public static partial void Stored(ILogger logger, string place);
    }
}
