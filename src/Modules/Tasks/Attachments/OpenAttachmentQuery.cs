using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>Opens a file for download (document 002 §5.5). Everyone who may see the task may open its files.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="ReaderId">The caller.</param>
public sealed record OpenAttachmentQuery(Guid Id, Guid ReaderId);

/// <param name="Content">As returned by <see cref="IFileStorage.OpenAsync"/>; the caller disposes it.</param>
public sealed record OpenedAttachment(Attachment Attachment, Stream Content);

public enum OpenAttachmentFailure
{
    /// <summary>The attachment does not exist, or the user may not see it.</summary>
    NotFound,
}

public sealed class OpenAttachmentHandler
{
    private readonly Database database;
    private readonly IFileStorage storage;
    private readonly TaskPolicy policy;

    internal OpenAttachmentHandler(Database database, IFileStorage storage, TaskPolicy policy) =>
        (this.database, this.storage, this.policy) = (database, storage, policy);

    /// <exception cref="FileNotFoundException">The attachment exists, but its file does not.</exception>
    public async Task<Outcome<OpenedAttachment, OpenAttachmentFailure>> Handle(OpenAttachmentQuery query, CancellationToken ct)
    {
        if (await FindAsync(query, ct) is not { } attachment)
        {
            return OpenAttachmentFailure.NotFound;
        }

        if (await storage.OpenAsync(FileKey.Parse(attachment.StoragePath), ct) is { } content)
        {
            return new OpenedAttachment(attachment, content);
        }

        // A concurrent request may have deleted the attachment. Otherwise the file was lost.
        return await FindAsync(query, ct) is null
            ? OpenAttachmentFailure.NotFound
            : throw new FileNotFoundException($"The storage does not have the file of attachment {attachment.Id}");
    }

    private async Task<Attachment?> FindAsync(OpenAttachmentQuery query, CancellationToken ct) =>
        await AttachmentStore.FindAsync(database, query.Id, ct) is var (attachment, owner) && policy.MayBeReadBy(query.ReaderId, owner)
            ? attachment
            : null;
}
