namespace Tracker.Platform.Persistence.Auditing;

/// <summary>Where modules account for what they did. A system that keeps no audit log uses <see cref="NoAuditTrail"/>.</summary>
public interface IAuditTrail
{
    /// <summary>Adds the entry to the caller's transaction: it is kept exactly when the change is.</summary>
    void Append(UnitOfWork work, AuditEntry entry);
}

/// <summary>For systems whose contract has no audit log.</summary>
public sealed class NoAuditTrail : IAuditTrail
{
    public void Append(UnitOfWork work, AuditEntry entry)
    {
    }
}
