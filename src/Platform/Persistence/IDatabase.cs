namespace Tracker.Platform.Persistence;

/// <summary>The database of a service, of either kind: what its start and its readiness need.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>The servers, for messages: <c>h1:5432,h2:5432</c>.</summary>
    string Servers { get; }

    /// <summary>Applies all missing migrations; see <see cref="Migrator.ApplyAsync"/> for the rules and exceptions.</summary>
    Task MigrateAsync(IReadOnlyList<MigrationSet> sets, CancellationToken ct);

    /// <summary>
    /// Whether the database accepts writes: false on a standby and in read-only mode. Waiting commits do not delay the answer.
    /// </summary>
    Task<bool> CanWriteAsync(CancellationToken ct);
}
