using System.Globalization;
using Tracker.Modules.Tasks;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Events;

/// <summary>
/// The events of tasks, as their readers get them. They have ids only: every reader may read all tasks, and asks for what it shows.
/// </summary>
internal static class TaskMessages
{
    /// <summary>The names of the events.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<TaskEventKind>().Select(Name)];

    public static OutboxMessage Of(TaskEvent change) =>
        new(Uuid.NewOrdered(change.At), Name(change.Kind), Body(change), change.At);

    private static string Name(TaskEventKind kind) => kind switch
    {
        TaskEventKind.Created => "task.created",
        TaskEventKind.Updated => "task.updated",
        TaskEventKind.Deleted => "task.deleted",
        TaskEventKind.AttachmentAdded => "attachment.added",
        TaskEventKind.AttachmentRemoved => "attachment.removed",
    };

    private static ReadOnlyMemory<byte> Body(TaskEvent change) => Utf8Json.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("task_id", change.Task.Id);
        json.WriteString("owner_id", change.Task.Owner.Id);
        json.WriteStartArray("changed");
        foreach (var member in change.Changed)
        {
            json.WriteStringValue(member);
        }

        json.WriteEndArray();
        json.WriteString("at", change.At.ToString(IsoTime.Form, CultureInfo.InvariantCulture));
        json.WriteEndObject();
    });
}
