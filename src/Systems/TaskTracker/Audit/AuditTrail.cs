using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Audit;

/// <summary>Writes the audit log of document 002 §3.1 to <c>audit_events</c>. The database keeps that table append-only.</summary>
internal sealed class AuditTrail : IAuditTrail
{
    public void Append(UnitOfWork work, AuditEntry entry) =>
        work.Add(
            """
            insert into audit_events (id, user_id, owner_id, event_type, task_id, attachment_id, details, created_at)
            values (@id, @user_id, @owner_id, @event_type, @task_id, @attachment_id, @details, @created_at)
            """,
            Sql.Param("id", Uuid.NewOrdered(entry.At)),
            Sql.Param("user_id", entry.UserId),
            Sql.Param("owner_id", entry.UserId ?? entry.OwnerId),
            Sql.Param("event_type", entry.EventType),
            Sql.Param("task_id", Subject(entry, "task")),
            Sql.Param("attachment_id", Subject(entry, "attachment")),
            Sql.Json("details", entry.Details),
            Sql.Param("created_at", entry.At));

    private static Guid? Subject(AuditEntry entry, string kind)
    {
        foreach (var subject in entry.Subjects)
        {
            if (subject.Kind == kind)
            {
                return subject.Id;
            }
        }

        return null;
    }
}
