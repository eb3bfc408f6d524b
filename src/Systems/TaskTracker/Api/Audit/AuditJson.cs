using System.Text.Json;

namespace Tracker.Systems.TaskTracker.Api.Audit;

/// <summary>Something that happened (document 002 §3.1).</summary>
/// <param name="Id">The event's id.</param>
/// <param name="UserId">Who did it; null when the system did.</param>
/// <param name="EventType">What happened.</param>
/// <param name="TaskId">The task it was done to, which may be gone by now; null when it was none.</param>
/// <param name="AttachmentId">The attachment it was done to; null when it was none.</param>
/// <param name="Details">More about it: an object whose members depend on the event.</param>
/// <param name="CreatedAt">When it happened, in UTC.</param>
public sealed record AuditEventResponse(
    Guid Id,
    Guid? UserId,
    string EventType,
    Guid? TaskId,
    Guid? AttachmentId,
    JsonElement Details,
    DateTime CreatedAt);

/// <summary>A page of the audit log.</summary>
/// <param name="Items">The events of this page; none past the end.</param>
/// <param name="Page">The page asked for, from 1.</param>
/// <param name="PageSize">Events a page.</param>
/// <param name="Total">How many events match, over all pages.</param>
public sealed record AuditPageResponse(IReadOnlyList<AuditEventResponse> Items, int Page, int PageSize, long Total);
