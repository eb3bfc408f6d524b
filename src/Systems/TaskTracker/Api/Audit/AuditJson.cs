using System.Text.Json;

namespace Tracker.Systems.TaskTracker.Api.Audit;

/// <summary>An audit event (document 002 §3.1).</summary>
/// <param name="Id">The event's id.</param>
/// <param name="UserId">The user who caused it; null when the system did.</param>
/// <param name="EventType">The type of the event.</param>
/// <param name="TaskId">The task it is about, which may be deleted; null when it is about none.</param>
/// <param name="AttachmentId">The attachment it is about, which may be deleted; null when it is about none.</param>
/// <param name="Details">An object whose members depend on the event type.</param>
/// <param name="CreatedAt">The time of the event, in UTC.</param>
public sealed record AuditEventResponse(
    Guid Id,
    Guid? UserId,
    string EventType,
    Guid? TaskId,
    Guid? AttachmentId,
    JsonElement Details,
    DateTime CreatedAt);

/// <summary>A page of the audit log.</summary>
/// <param name="Items">The events of this page; empty past the end.</param>
/// <param name="Page">The requested page number, starting at 1.</param>
/// <param name="PageSize">Events per page.</param>
/// <param name="Total">The number of matching events on all pages.</param>
public sealed record AuditPageResponse(IReadOnlyList<AuditEventResponse> Items, int Page, int PageSize, long Total);
