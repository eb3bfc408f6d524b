using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>Reads which files a task has (document 002 §5.5).</summary>
/// <param name="Task">Which task.</param>
/// <param name="ReaderId">Who asks.</param>
public sealed record ListAttachmentsQuery(TaskKey Task, Guid ReaderId);

/// <summary>Why a task's files are not told.</summary>
public enum ListAttachmentsFailure
{
    /// <summary>There is no such task, or none that this user may see.</summary>
    NotFound,
}

/// <summary>Lists attachments. Their number is bounded by <see cref="AttachmentPolicy.MaxPerTask"/>.</summary>
public sealed class ListAttachmentsHandler
{
    private readonly Database database;
    private readonly TaskPolicy policy;

    internal ListAttachmentsHandler(Database database, TaskPolicy policy) => (this.database, this.policy) = (database, policy);

    /// <summary>Reads them all, oldest first, in one round trip.</summary>
    public async Task<Outcome<IReadOnlyList<Attachment>, ListAttachmentsFailure>> Handle(ListAttachmentsQuery query, CancellationToken ct) =>
        await AttachmentStore.ListAsync(database, query.Task, ct) is var (owner, attachments) && policy.MayBeReadBy(query.ReaderId, owner)
            ? attachments
            : ListAttachmentsFailure.NotFound;
}
