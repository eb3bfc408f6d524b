using System.Globalization;
using Tracker.Modules.Tasks;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskManager.Tasks;

/// <summary>The published event (document 004, "Notification Service").</summary>
internal static class TaskCreatedEvent
{
    public static OutboxMessage Of(TaskItem task)
    {
        var id = Uuid.NewOrdered(task.CreatedAt);
        var time = task.CreatedAt.ToString(TaskManagerEvents.TimeForm, CultureInfo.InvariantCulture);
        var body = Utf8Json.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("event_id", id);
            json.WriteString("event_type", TaskManagerEvents.TaskCreatedType);
            json.WriteString("timestamp", time);
            json.WriteStartObject("data");
            json.WriteNumber("task_id", task.Number!.Value);
            json.WriteString("title", task.Title);
            json.WriteString("description", task.Description);
            json.WriteString("status", task.Status.Text);
            json.WriteNumber("user_id", task.Owner.Number!.Value);
            json.WriteString("user_email", task.Owner.Email);
            json.WriteString("created_at", time);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return new OutboxMessage(id, TaskManagerEvents.TaskCreated, body, task.CreatedAt);
    }
}
