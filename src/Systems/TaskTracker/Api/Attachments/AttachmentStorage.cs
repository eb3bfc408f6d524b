using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Storage;

namespace Tracker.Systems.TaskTracker.Api.Attachments;

internal static class AttachmentStorage
{
    /// <summary>The bytes that Kestrel reads ahead of each body. Its default of 1 MiB would be most of the memory of an upload.</summary>
    private const long ReadAhead = 64 * 1024;

    public static void AddAttachments(this IServiceCollection services, Func<IFileStorage> storage, AttachmentPolicy limits)
    {
        services.AddFileStorage(storage, "Attachments");
        services.AddAttachments(limits);
        services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = ReadAhead);
    }
}
