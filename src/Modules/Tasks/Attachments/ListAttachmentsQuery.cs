using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>Reads the attachments of a task (document 002 §5.5).</summary>
/// <param name="ReaderId">The caller.</param>
public sealed record ListAttachmentsQuery(TaskKey Task, Guid ReaderId);

public enum ListAttachmentsFailure
{
    /// <summary>The task does not exist, or the user may not see it.</summary>
    NotFound,
}

/// <summary>Lists attachments, max <see cref="AttachmentPolicy.MaxPerTask"/>.</summary>
public sealed class ListAttachmentsHandler
{
    private readonly Database database;
    private readonly TaskPolicy policy;

    internal ListAttachmentsHandler(Database database, TaskPolicy policy) => (this.database, this.policy) = (database, policy);

    /// <summary>Reads all attachments, oldest first, in one round trip.</summary>
    public async Task<Outcome<IReadOnlyList<Attachment>, ListAttachmentsFailure>> Handle(
        ListAttachmentsQuery query, CancellationToken ct) =>
        await AttachmentStore.ListAsync(database, query.Task, ct) is var (owner, attachments) && policy.MayBeReadBy(query.ReaderId, owner)
            ? attachments
            : ListAttachmentsFailure.NotFound;
}
