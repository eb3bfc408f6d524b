namespace Tracker.Platform.Messaging.Claims;

/// <summary>The locks on the numbers of claim owners, in one kind of database.</summary>
internal interface IClaimLocks
{
    /// <summary>
    /// Takes the lock on a number, in a session outside the pools. The database releases it when the session ends, however it ends.
    /// </summary>
    Task<IClaimLock> TakeAsync(int number, CancellationToken ct);

    /// <summary>Ends the claims of owners in a table.</summary>
    /// <returns>The number of released rows.</returns>
    Task<int> ReleaseAsync(ClaimedRows rows, int[] owners, CancellationToken ct);
}

/// <summary>A held lock. Disposing releases it.</summary>
internal interface IClaimLock : IAsyncDisposable
{
    /// <summary>Returns the owners of claims whose lock is not held. It runs in the session that holds this lock.</summary>
    Task<IReadOnlyList<int>> FindMissingAsync(CancellationToken ct);
}
