namespace Tracker.Platform.Persistence.Auditing;

/// <summary>The audit log of the modules. A system without one uses <see cref="NoAuditTrail"/>.</summary>
public interface IAuditTrail
{
    /// <summary>Adds the entry to the caller's transaction, so that it is stored exactly when the change is.</summary>
    void Append(UnitOfWork work, AuditEntry entry);
}

/// <summary>For systems whose contract has no audit log.</summary>
public sealed class NoAuditTrail : IAuditTrail
{
    public void Append(UnitOfWork work, AuditEntry entry)
    {
    }
}
