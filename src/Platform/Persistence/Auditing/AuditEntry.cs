namespace Tracker.Platform.Persistence.Auditing;

/// <summary>The subject of an audit entry, for example <c>("task", id)</c>.</summary>
public readonly record struct AuditSubject(string Kind, Guid Id);

/// <param name="EventType">For example <c>TASK_CREATED</c>.</param>
/// <param name="UserId">The acting user; null for the system.</param>
/// <param name="Details">A JSON object in UTF-8, without secrets.</param>
/// <param name="At">UTC.</param>
public sealed record AuditEntry(
    string EventType, Guid? UserId, IReadOnlyList<AuditSubject> Subjects, ReadOnlyMemory<byte> Details, DateTime At)
{
    /// <summary>The owner of the subjects when it can differ from <see cref="UserId"/>, otherwise null.</summary>
    public Guid? OwnerId { get; init; }

    public static ReadOnlyMemory<byte> NoDetails { get; } = "{}"u8.ToArray();
}
