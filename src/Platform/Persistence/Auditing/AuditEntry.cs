namespace Tracker.Platform.Persistence.Auditing;

/// <summary>What an audit entry is about, e.g. <c>("task", id)</c>.</summary>
/// <param name="Kind">The kind of thing.</param>
public readonly record struct AuditSubject(string Kind, Guid Id);

/// <summary>Something that happened and must be accounted for.</summary>
/// <param name="EventType">What happened, e.g. <c>TASK_CREATED</c>.</param>
/// <param name="UserId">Who did it; null when the system did.</param>
/// <param name="Subjects">What it was done to.</param>
/// <param name="Details">More about it: a JSON object in UTF-8. It holds no secret.</param>
/// <param name="At">When, in UTC.</param>
public sealed record AuditEntry(string EventType, Guid? UserId, IReadOnlyList<AuditSubject> Subjects, ReadOnlyMemory<byte> Details, DateTime At)
{
    /// <summary>The user who owns what it was done to, when that may be somebody else than <see cref="UserId"/>; null when nobody but who did it.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Details that say nothing.</summary>
    public static ReadOnlyMemory<byte> NoDetails { get; } = "{}"u8.ToArray();
}
