using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>Opens a file for reading (document 002 §5.5, download).</summary>
/// <param name="Id">Which attachment.</param>
/// <param name="ReaderId">Who asks; whoever may see the task.</param>
public sealed record OpenAttachmentQuery(Guid Id, Guid ReaderId);

/// <summary>A file to read.</summary>
/// <param name="Attachment">What it is.</param>
/// <param name="Content">Its bytes, as <see cref="IFileStorage.OpenAsync"/> gives them; the caller disposes it.</param>
public sealed record OpenedAttachment(Attachment Attachment, Stream Content);

/// <summary>Why a file is not opened.</summary>
public enum OpenAttachmentFailure
{
    /// <summary>There is none, or none that this user may see.</summary>
    NotFound,
}

/// <summary>Opens attached files.</summary>
public sealed class OpenAttachmentHandler
{
    private readonly Database database;
    private readonly IFileStorage storage;
    private readonly TaskPolicy policy;

    internal OpenAttachmentHandler(Database database, IFileStorage storage, TaskPolicy policy) => (this.database, this.storage, this.policy) = (database, storage, policy);

    /// <summary>Opens one.</summary>
    /// <exception cref="FileNotFoundException">The storage has lost the file.</exception>
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

        // Either it was deleted this moment, or something took the file that was not us.
        return await FindAsync(query, ct) is null
            ? OpenAttachmentFailure.NotFound
            : throw new FileNotFoundException($"The storage does not have the file of attachment {attachment.Id}");
    }

    private async Task<Attachment?> FindAsync(OpenAttachmentQuery query, CancellationToken ct) =>
        await AttachmentStore.FindAsync(database, query.Id, ct) is var (attachment, owner) && policy.MayBeReadBy(query.ReaderId, owner) ? attachment : null;
}
