using System.Globalization;
using System.Text.Json;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Writes the audit entries of tasks (document 002 §3.1).</summary>
/// <param name="events">Null where the system keeps no audit log.</param>
/// <param name="trail">Receives the entries about attachments and reminders; the others go through <see cref="ITaskWork"/>.</param>
internal sealed class TaskAudit(TaskAuditEvents? events, IAuditTrail trail)
{
    public void Created(ITaskWork work, TaskItem task) =>
        Append(work, events?.Created, task, task.CreatedAt, json => Describe(json, task));

    public void Updated(ITaskWork work, TaskItem before, TaskItem after) =>
        Append(work, events?.Updated, after, after.UpdatedAt, json => Compare(json, before, after));

    public void Deleted(ITaskWork work, TaskItem task, DateTime now) =>
        Append(work, events?.Deleted, task, now, json => Describe(json, task));

    public void AttachmentAdded(UnitOfWork work, TaskItem task, Attachment attachment) =>
        Append(work, events?.AttachmentAdded, task, attachment, attachment.CreatedAt);

    public void AttachmentRemoved(UnitOfWork work, TaskItem task, Attachment attachment, DateTime now) =>
        Append(work, events?.AttachmentRemoved, task, attachment, now);

    public void Reminded(UnitOfWork work, RemindedTask task, ReminderRun run, DateTime now)
    {
        if (events is null)
        {
            return;
        }

        var details = Object(json =>
        {
            json.WriteBoolean("system", true);
            Write(json, "due_date", task.DueDate);
            Write(json, "correlation_id", run.CorrelationId);
        });
        trail.Append(
            work, new AuditEntry(events.ReminderSent, UserId: null, [Subject(task.Id)], details, now) { OwnerId = task.OwnerId });
    }

    private static void Append(ITaskWork work, string? eventType, TaskItem task, DateTime at, Action<Utf8JsonWriter> details)
    {
        if (eventType is not null)
        {
            work.Append(new AuditEntry(eventType, task.Owner.Id, [Subject(task.Id)], Object(details), at));
        }
    }

    private void Append(UnitOfWork work, string? eventType, TaskItem task, Attachment attachment, DateTime at)
    {
        if (eventType is not null)
        {
            AuditSubject[] subjects = [Subject(task.Id), new AuditSubject("attachment", attachment.Id)];
            trail.Append(work, new AuditEntry(eventType, task.Owner.Id, subjects, Object(json => Describe(json, attachment)), at));
        }
    }

    private static AuditSubject Subject(Guid task) => new("task", task);

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

    private static void Compare(Utf8JsonWriter json, TaskItem before, TaskItem after)
    {
        json.WriteStartObject("changes");
        Compare(json, "title", before.Title, after.Title);
        Compare(json, "description", before.Description, after.Description);
        Compare(json, "status", before.Status.Text, after.Status.Text);
        Compare(json, "priority", before.Priority.Text, after.Priority.Text);
        Compare(json, "due_date", before.DueDate, after.DueDate);
        if (!TaskTags.AreSame(before.Tags, after.Tags))
        {
            WriteChange(json, "tags", before.Tags, after.Tags);
        }

        json.WriteEndObject();
    }

    private static void Compare<T>(Utf8JsonWriter json, string field, T before, T after)
    {
        if (!EqualityComparer<T>.Default.Equals(before, after))
        {
            WriteChange(json, field, before, after);
        }
    }

    private static void WriteChange(Utf8JsonWriter json, string field, object? from, object? to)
    {
        json.WriteStartObject(field);
        Write(json, "from", from);
        Write(json, "to", to);
        json.WriteEndObject();
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
