using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Storage;

/// <summary>A service's files: their storage registered once, and named in the log at start.</summary>
public static class FileStorageServices
{
    /// <summary>Registers the storage that <see cref="FileStorageSettings"/> selected; the container disposes it.</summary>
    /// <param name="what">The kind of files, in the plural, for the log.</param>
    public static IServiceCollection AddFileStorage(this IServiceCollection services, Func<IFileStorage> storage, string what) => services
        .AddSingleton(_ => storage())
        .AddSingleton<IHostedService>(provider => new FileStorageAnnouncement(
            what, provider.GetRequiredService<IFileStorage>(), provider.GetRequiredService<ILogger<FileStorageAnnouncement>>()));
}

/// <summary>Logs at start which storage is used.</summary>
internal sealed partial class FileStorageAnnouncement(string what, IFileStorage storage, ILogger<FileStorageAnnouncement> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Log.Stored(logger, what, storage.Place);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(3022, LogLevel.Information, "{What} are stored in {Place}")]
        public static partial void Stored(ILogger logger, string what, string place);
    }
}
