using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>
/// Publishes changes of attachments, which have transactions of their own, without <see cref="Storage.ITaskWork"/>.
/// </summary>
/// <param name="outbox">Null where <see cref="TaskPolicy.EventOf"/> is null.</param>
internal sealed class AttachmentEvents(TaskPolicy policy, Outbox? outbox)
{
    public void Publish(UnitOfWork work, TaskEvent change)
    {
        if (policy.EventOf?.Invoke(change) is { } message)
        {
            outbox!.Append(work, message);
        }
    }
}
