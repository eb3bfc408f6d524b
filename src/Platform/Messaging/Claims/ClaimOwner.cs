using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging.Claims;

/// <summary>
/// The owner of the rows that this instance claims. A session outside the pool holds a lock on the owner's number for the
/// lifetime of the process. The database releases the lock when the process dies, so that the claims of a dead instance are recognized
/// without a clock. Each instance releases the claims of owners whose lock is not held. The lease of a claim is the fallback for an
/// instance that hangs but keeps its session.
/// </summary>
public sealed partial class ClaimOwner : IAsyncDisposable
{
    // Bounds the wait for a hung server. Long: a busy machine must not give up a lock that it holds.
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(15);

    private readonly IClaimLocks locks;
    private readonly IReadOnlyList<ClaimedRows> tables;
    private readonly TimeProvider clock;
    private readonly ILogger<ClaimOwner> logger;
    private readonly int number = RandomNumberGenerator.GetInt32(1, int.MaxValue);
    private IClaimLock? session;
    private volatile bool isHeld;
    private bool wasHeld;
    private TimeSpan grace;
    private Dictionary<int, long> missingSince = [];

    /// <summary>Takes no lock yet; <see cref="StepAsync"/> does.</summary>
    /// <param name="tables">The tables whose claims are released.</param>
    public ClaimOwner(Database database, IReadOnlyList<ClaimedRows> tables, TimeProvider clock, ILogger<ClaimOwner> logger)
        : this(new PostgresClaimLocks(database, tables), tables, clock, logger)
    {
    }

    internal ClaimOwner(IClaimLocks locks, IReadOnlyList<ClaimedRows> tables, TimeProvider clock, ILogger<ClaimOwner> logger)
        => (this.locks, this.tables, this.clock, this.logger) = (locks, tables, clock, logger);

    /// <summary>
    /// The value of <c>claimed_by</c> for the rows this instance claims. Null while the lock is not held, since the owner would look dead
    /// to other instances; such a claim ends only with its lease.
    /// </summary>
    public int? Number => isHeld ? number : null;

    /// <summary>
    /// How long a lock is missing before its owner counts as dead. An instance whose session breaks takes its lock again within about a
    /// second.
    /// </summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// As <see cref="Grace"/>, after this instance lost its own session. The cause, a restart or failover of PostgreSQL, releases the locks
    /// of all instances, and some reconnect later than others.
    /// </summary>
    internal TimeSpan GraceAfterLoss { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Takes the lock if it is not held, and releases the claims of dead owners. The search runs in the session that holds the lock, which
    /// proves that it is held. Do not call concurrently.
    /// </summary>
    /// <param name="ct">Cancels the step; the lock is lost then.</param>
    /// <exception cref="Exception">The database is away. The lock is lost, and the next call takes it again.</exception>
    public async Task StepAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StepTimeout);
        try
        {
            session ??= await TakeLockAsync(limit.Token);
            await ReleaseDeadAsync(session, limit.Token);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Releases the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        isHeld = false;
        if (session is { } held)
        {
            session = null;
            await held.DisposeAsync();
        }
    }

    private async Task<IClaimLock> TakeLockAsync(CancellationToken ct)
    {
        var taken = await locks.TakeAsync(number, ct);
        missingSince = [];
        grace = wasHeld ? GraceAfterLoss : Grace;
        (isHeld, wasHeld) = (true, true);
        return taken;
    }

    private async Task ReleaseDeadAsync(IClaimLock held, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var missing = await held.FindMissingAsync(ct);
        var now = clock.GetTimestamp();
        missingSince = missing.ToDictionary(owner => owner, owner => missingSince.GetValueOrDefault(owner, now));
        var dead = missingSince.Where(owner => clock.GetElapsedTime(owner.Value, began) >= grace).Select(owner => owner.Key).ToArray();
        if (dead.Length == 0)
        {
            return;
        }

        foreach (var table in tables)
        {
            if (await locks.ReleaseAsync(table, dead, ct) is > 0 and var rows)
            {
                Log.Released(logger, rows, table.Table);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2171, LogLevel.Information, "The instance that claimed {Rows} rows of {Table} is gone; its claims are released")]
        public static partial void Released(ILogger logger, int rows, string table);
    }
}
