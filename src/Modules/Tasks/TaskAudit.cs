using System.Globalization;
using System.Text.Json;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>What the audit trail says about tasks (document 002 §3.1).</summary>
internal sealed class TaskAudit(IAuditTrail trail)
{
    public void Created(UnitOfWork work, TaskItem task) =>
        Append(work, TaskEventTypes.Created, task, task.CreatedAt, json => Describe(json, task));

    public void Updated(UnitOfWork work, TaskItem task, IReadOnlyList<TaskChange> changes) =>
        Append(work, TaskEventTypes.Updated, task, task.UpdatedAt, json =>
        {
            json.WriteStartObject("changes");
            foreach (var change in changes)
            {
                json.WriteStartObject(change.Field);
                Write(json, "from", change.From);
                Write(json, "to", change.To);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });

    public void Deleted(UnitOfWork work, TaskItem task, DateTime now) =>
        Append(work, TaskEventTypes.Deleted, task, now, json => Describe(json, task));

    public void AttachmentAdded(UnitOfWork work, TaskItem task, Attachment attachment) =>
        Append(work, TaskEventTypes.AttachmentAdded, task, attachment.CreatedAt, json => Describe(json, attachment), Subject(attachment));

    public void AttachmentRemoved(UnitOfWork work, TaskItem task, Attachment attachment, DateTime now) =>
        Append(work, TaskEventTypes.AttachmentRemoved, task, now, json => Describe(json, attachment), Subject(attachment));

    public void Reminded(UnitOfWork work, RemindedTask task, ReminderRun run, DateTime now) =>
        trail.Append(work, new AuditEntry(TaskEventTypes.ReminderSent, UserId: null, [new AuditSubject("task", task.Id)], Object(json =>
        {
            json.WriteBoolean("system", true);
            Write(json, "due_date", task.DueDate);
            Write(json, "correlation_id", run.CorrelationId);
        }), now) { OwnerId = task.OwnerId });

    private void Append(UnitOfWork work, string eventType, TaskItem task, DateTime at, Action<Utf8JsonWriter> details, params ReadOnlySpan<AuditSubject> others) =>
        trail.Append(work, new AuditEntry(eventType, task.Owner.Id, [new AuditSubject("task", task.Id), .. others], Object(details), at));

    private static AuditSubject Subject(Attachment attachment) => new("attachment", attachment.Id);

    private static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> members) => Utf8Json.Write(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    private static void Describe(Utf8JsonWriter json, TaskItem task)
    {
        Write(json, "title", task.Title);
        Write(json, "status", task.Status.Text);
        Write(json, "priority", task.Priority.Text);
        Write(json, "due_date", task.DueDate);
        Write(json, "tags", task.Tags);
    }

    private static void Describe(Utf8JsonWriter json, Attachment attachment)
    {
        json.WriteString("filename", attachment.FileName);
        json.WriteNumber("size_bytes", attachment.SizeBytes);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case string text:
                json.WriteString(name, text);
                break;
            case DateTime time:
                json.WriteString(name, time.ToString(IsoTime.Form, CultureInfo.InvariantCulture));
                break;
            case IReadOnlyList<string> texts:
                json.WriteStartArray(name);
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"{name} holds a {value.GetType().Name}", nameof(value));
        }
    }
}
