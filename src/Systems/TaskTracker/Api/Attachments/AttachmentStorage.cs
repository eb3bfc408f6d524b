using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Storage;

namespace Tracker.Systems.TaskTracker.Api.Attachments;

/// <summary>Attachments on the storage of the system's files.</summary>
internal static class AttachmentStorage
{
    /// <summary>Kestrel reads this much ahead of each body; its default of 1 MiB would be most of what an upload costs.</summary>
    private const long ReadAhead = 64 * 1024;

    /// <summary>Adds the storage and the use cases on it.</summary>
    public static void AddAttachments(this IServiceCollection services, Func<IFileStorage> storage, AttachmentPolicy limits)
    {
        services.AddFileStorage(storage, "Attachments");
        services.AddAttachments(limits);
        services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = ReadAhead);
    }
}
